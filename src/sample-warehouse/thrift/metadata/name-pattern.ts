/**
 * A test for names by a JDBC pattern: `%` any text, `_` any character, `\` before either takes it literally. Without a
 * pattern, or with an empty one, every name fits; case does not matter.
 */
export function namePattern(pattern: string | undefined): (name: string) => boolean {
  if (pattern === undefined || pattern === '' || pattern === '%' || pattern === '*') return () => true;
  const source = pattern.replaceAll(/\\([\\%_])|[%_]|[.*+?^${}()|[\]\\]/g, (match, escaped: string | undefined) => {
    if (escaped !== undefined) return escaped === '\\' ? '\\\\' : escaped;
    if (match === '%') return '.*';
    return match === '_' ? '.' : `\\${match}`;
  });
  const expression = new RegExp(`^${source}$`, 'isu');
  return (name) => expression.test(name);
}
