import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Browser, type BrowserContext, chromium, type FrameLocator, type Page } from 'playwright-core';
import type { Workbench } from '../../../scripts/workbench/prepare.ts';
import { ActivityBar } from './activity-bar.ts';
import { ConsoleWatch } from './console-watch.ts';
import { extensionUnderTest, provideExtension } from './extension-folder.ts';
import { HostLog } from './host-log.ts';
import { Notifications } from './notifications.ts';
import { OutputPanel } from './output-panel.ts';
import { patience } from './patience.ts';
import { listDescendants, type RunningProcess, readEnvironment } from './processes.ts';
import { QuickInput } from './quick-input.ts';
import { EditorServer, type Environment, type ServerFolders } from './server.ts';
import { type Settings, type Theme, themes, WorkspaceSettings, writeUserSettings } from './settings.ts';
import { StatusBar } from './status-bar.ts';
import { TextEditor } from './text-editor.ts';
import { Tree } from './tree.ts';
import { until } from './until.ts';
import { webviewFrame } from './webview.ts';

const screenshots = path.resolve(import.meta.dirname, '../screenshots');

export interface EditorOptions {
  /** A `.vsix`, or a folder with a `package.json`; without it the project itself, or the package that REPLICATOR_VSIX names. */
  readonly extension?: string;
  readonly settings?: Settings;
  /** Of the server and of everything that it starts. */
  readonly env?: Environment;
  /** Files of the opened folder by relative path. */
  readonly workspace?: Readonly<Record<string, string>>;
  /** Files of the home folder by relative path, such as `.databrickscfg`. */
  readonly home?: Readonly<Record<string, string>>;
  readonly viewport?: { readonly width: number; readonly height: number };
}

/** A VS Code window in a browser, with its server: everything a scenario needs, in a folder of its own. */
export class Editor {
  readonly folders: ServerFolders;
  readonly page: Page;
  readonly settings: WorkspaceSettings;
  readonly hostLog: HostLog;
  readonly console: ConsoleWatch;
  readonly activityBar: ActivityBar;
  readonly quickInput: QuickInput;
  readonly notifications: Notifications;
  readonly output: OutputPanel;
  readonly text: TextEditor;
  readonly statusBar: StatusBar;
  readonly #root: string;
  readonly #server: EditorServer;
  readonly #browser: Browser;

  private constructor(root: string, folders: ServerFolders, server: EditorServer, browser: Browser, page: Page) {
    this.#root = root;
    this.folders = folders;
    this.#server = server;
    this.#browser = browser;
    this.page = page;
    this.settings = new WorkspaceSettings(folders.workspace);
    this.hostLog = new HostLog(path.join(folders.userData, 'logs'));
    this.console = new ConsoleWatch(page);
    this.activityBar = new ActivityBar(page);
    this.quickInput = new QuickInput(page);
    this.notifications = new Notifications(page);
    this.output = new OutputPanel(page, this.quickInput);
    this.text = new TextEditor(page, this.quickInput);
    this.statusBar = new StatusBar(page);
  }

  /** Starts server and browser, and waits until the window can be used: 5 to 10 s. */
  static async open(workbench: Workbench, options: EditorOptions = {}): Promise<Editor> {
    const root = await mkdtemp(path.join(tmpdir(), 'replicator-editor-'));
    const folders = await layOut(root, options);
    await provideExtension(workbench, options.extension ?? extensionUnderTest(), folders.extensions);
    const server = await EditorServer.start(workbench, folders, options.env ?? {});
    const browser = await launch(workbench.chromium);
    const context = await newContext(browser, server.url, options);
    const editor = new Editor(root, folders, server, browser, await context.newPage());
    // The browser's own question before it leaves a page with unsaved changes.
    editor.page.on('dialog', (dialog) => dialog.accept());
    try {
      await editor.page.goto(server.url);
      await editor.#untilUsable(0);
    } catch (error) {
      console.error(`The editor did not start; what is known lies in ${await editor.keepEvidence('start')}`);
      await editor.close();
      throw error;
    }
    return editor;
  }

  tree(name: string): Tree {
    return new Tree(this.page, name);
  }

  /** The inside of the webview in front, or of the one whose tab has this title. */
  webview(title?: string): FrameLocator {
    return webviewFrame(this.page, title);
  }

  /** Runs a command by its title in the palette, category included: `Replicator: Refresh`. */
  async run(title: string): Promise<void> {
    await this.quickInput.run(title);
  }

  async reload(): Promise<void> {
    const before = await this.#hostStarts();
    await Promise.all([this.page.waitForEvent('load'), this.run('Developer: Reload Window')]);
    await this.#untilUsable(before);
  }

  async changeTheme(theme: Theme): Promise<void> {
    await this.settings.change({ 'workbench.colorTheme': theme });
    await this.page.locator(`.monaco-workbench[class*="${themes[theme]}"]`).waitFor();
    await until('the webviews to take the theme up', async () => {
      const taken = this.page.frames().map((frame) => frame.evaluate(themeOfWebview).catch(() => undefined));
      return (await Promise.all(taken)).every((id) => id === undefined || id === theme);
    });
  }

  /** Saves what the window shows as `test/e2e/screenshots/<name>.png`. @returns the file */
  async screenshot(name: string): Promise<string> {
    const file = path.join(screenshots, `${name}.png`);
    await mkdir(path.dirname(file), { recursive: true });
    await this.page.screenshot({ path: file, animations: 'disabled' });
    return file;
  }

  /** What runs below the server: extension host, worker, sample warehouse and the editor's own. */
  async processes(): Promise<readonly RunningProcess[]> {
    return listDescendants(this.#server.pid);
  }

  /** The environment that a process was started with. */
  async environmentOf(pid: number): Promise<string> {
    return readEnvironment(pid);
  }

  /** Errors so far in the browser's console, the extension host's log and our own channel; a good scenario ends with none. */
  async complaints(): Promise<readonly string[]> {
    return [...this.console.errors, ...(await this.hostLog.errors())];
  }

  /**
   * Does something that opens a page in the browser, agrees to it, and gives that page. Local addresses must be `https:`.
   * Call `comeBackFrom` afterwards: until then the editor's window is not in front, and draws nothing.
   */
  async followLink(act: () => Promise<void>): Promise<Page> {
    const opened = this.page.context().waitForEvent('page');
    await act();
    const question = this.notifications.dialog('open the external website');
    await Promise.race([opened, question.waitFor()]);
    if (await question.isVisible()) await question.getByRole('button', { name: 'Open', exact: true }).click();
    return opened;
  }

  /** Closes a page that `followLink` gave. */
  async comeBackFrom(page: Page): Promise<void> {
    await page.close();
    await this.page.bringToFront();
  }

  /** Keeps screenshot, console and logs of a failure. @returns the folder */
  async keepEvidence(name: string): Promise<string> {
    const folder = path.resolve(screenshots, '../failures', name.replaceAll(/[^\w.-]+/g, '-').slice(0, 80));
    await mkdir(folder, { recursive: true });
    await this.page.screenshot({ path: path.join(folder, 'screen.png') });
    await writeFile(path.join(folder, 'console.txt'), this.console.text);
    await writeFile(path.join(folder, 'server.txt'), await readFile(this.folders.serverLog));
    await writeFile(path.join(folder, 'extension-host.txt'), await this.hostLog.host());
    await writeFile(path.join(folder, 'replicator.txt'), await this.hostLog.channel('Replicator'));
    return folder;
  }

  /** Ends browser and server and removes their folder. */
  async close(): Promise<void> {
    await this.#browser.close();
    await this.#server.stop();
    await rm(this.#root, { recursive: true, maxRetries: 5 });
  }

  async #untilUsable(startsBefore: number): Promise<void> {
    await this.page.locator('.monaco-workbench .part.statusbar').waitFor();
    await until('the extension host', async () => (await this.#hostStarts()) > startsBefore);
  }

  async #hostStarts(): Promise<number> {
    return (await this.hostLog.host()).split('Eager extensions activated').length - 1;
  }
}

/** In the page: the id of the theme, in a webview's own frame. */
const themeOfWebview = 'document.body?.dataset.vscodeThemeId';

async function layOut(
  root: string,
  { settings = {}, workspace = {}, home = {} }: EditorOptions,
): Promise<ServerFolders> {
  const folders = {
    home: path.join(root, 'home'),
    userData: path.join(root, 'user-data'),
    extensions: path.join(root, 'extensions'),
    workspace: path.join(root, 'workspace'),
    serverLog: path.join(root, 'server.log'),
  };
  await mkdir(folders.workspace);
  await writeUserSettings(folders.userData, settings);
  await writeFiles(folders.workspace, workspace);
  await writeFiles(folders.home, home);
  return folders;
}

async function writeFiles(folder: string, files: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, text] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
    await writeFile(path.join(folder, name), text);
  }
}

async function launch(executablePath: string): Promise<Browser> {
  return chromium.launch({
    executablePath,
    args: [
      ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'],
      ...['--disable-component-update', '--disable-sync'],
    ],
  });
}

async function newContext(browser: Browser, url: string, options: EditorOptions): Promise<BrowserContext> {
  const context = await browser.newContext({
    viewport: options.viewport ?? { width: 1280, height: 800 },
    // The sample warehouse signs its own certificate.
    ignoreHTTPSErrors: true,
  });
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: url });
  context.setDefaultTimeout(patience);
  return context;
}
