/** What the editor's settings say of the proxy. */
export interface EditorProxy {
  /** `http.proxy`; empty where none is set. */
  readonly url: string;
  /** `http.noProxy`. */
  readonly bypass: readonly string[];
  /** `http.proxySupport` is not `off`. */
  readonly used: boolean;
}

/**
 * The environment as it would be if the editor's settings had been made there: they go before HTTPS_PROXY and NO_PROXY.
 * It never reaches another process.
 */
export function withEditorProxy(env: NodeJS.ProcessEnv, { url, bypass, used }: EditorProxy): NodeJS.ProcessEnv {
  const { HTTPS_PROXY, https_proxy, NO_PROXY, no_proxy, ...others } = env;
  if (!used) return others;
  const proxy = url.trim() || HTTPS_PROXY || https_proxy;
  const direct = bypass.length > 0 ? bypass.join(',') : NO_PROXY || no_proxy;
  return { ...others, ...(proxy ? { HTTPS_PROXY: proxy } : {}), ...(direct ? { NO_PROXY: direct } : {}) };
}
