/**
 * Whether NO_PROXY names the host: `*`, `host`, `.domain` or `domain` (which also means what is below it), each perhaps
 * with a port.
 */
export function bypassesProxy(bypass: string | undefined, host: string, port: number): boolean {
  const name = host.toLowerCase();
  return (bypass ?? '')
    .toLowerCase()
    .split(/[\s,]+/)
    .filter((entry) => entry !== '')
    .some((entry) => {
      const [, pattern = entry, onlyPort] = /^(.+?)(?::(\d+))?$/.exec(entry) ?? [];
      if (onlyPort !== undefined && Number(onlyPort) !== port) return false;
      if (pattern === '*') return true;
      const domain = pattern.replace(/^\*?\./, '');
      return name === domain || name.endsWith(`.${domain}`);
    });
}
