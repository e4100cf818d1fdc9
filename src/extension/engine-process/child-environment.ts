/** What a child process needs of the environment; everything else, tokens and proxies with passwords among it, stays here. */
const kept =
  /^(?:PATH|PATHEXT|HOME|USERPROFILE|LANG|LC_.*|TZ|TMPDIR|TMP|TEMP|SYSTEMROOT|WINDIR|COMSPEC|APPDATA|LOCALAPPDATA|PROGRAMDATA|NODE_EXTRA_CA_CERTS)$/i;

/** The environment of a forked Node; Electron's own executable is told to be one. */
export function childEnvironment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const own = Object.entries(env).filter(([name]) => kept.test(name));
  return { ...Object.fromEntries(own), ELECTRON_RUN_AS_NODE: '1' };
}
