import type { PreviewHost } from '../../shared/protocol/preview-protocol.ts';

/** What a page may ask of a preview, each with arguments of the kind that is meant; nothing else of it is in reach. */
export function previewRequests(host: PreviewHost): PreviewHost {
  return {
    pull: () => host.pull(),
    run: (limit, sql) => host.run(Number(limit), String(sql)),
    cancel: () => host.cancel(),
    copy: (text) => host.copy(String(text)),
    remedy: (title) => host.remedy(String(title)),
  };
}
