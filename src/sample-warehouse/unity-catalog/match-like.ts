function literal(char: string): string {
  return char.replace(/[\\^$.*+?()[\]{}|/]/, '\\$&');
}

/** SQL LIKE with `%`, `_` and backslash as the escape, without regard to letter case. */
export function likeMatcher(pattern: string): (text: string) => boolean {
  let source = '';
  for (let i = 0; i < pattern.length; i++) {
    const char = pattern[i] ?? '';
    if (char === '%') source += '[\\s\\S]*';
    else if (char === '_') source += '[\\s\\S]';
    else source += literal(char === '\\' ? (pattern[++i] ?? '\\') : char);
  }
  const matcher = new RegExp(`^${source}$`, 'iu');
  return (text) => matcher.test(text);
}
