import type { FrameLocator, Page } from 'playwright-core';

/**
 * The inside of the webview in front: search it by roles, as a screen reader does.
 * The first webview of a window can take many seconds to load.
 */
export function webviewFrame(page: Page, title?: string): FrameLocator {
  const outer = title === undefined ? 'iframe.webview.ready' : `iframe.webview.ready[title="${title}"]`;
  return page.frameLocator(`${outer}:visible`).frameLocator('iframe#active-frame');
}
