/** With a capital at its start, unless it starts with a name such as `limits.memory`, and a full stop at its end. */
export function sentence(text: string): string {
  const trimmed = text.trim();
  const start = /^[a-z]+(?=[ ,:])/.test(trimmed) ? trimmed.slice(0, 1).toUpperCase() : trimmed.slice(0, 1);
  return `${start}${trimmed.slice(1)}${/[.!?…]$/.test(trimmed) ? '' : '.'}`;
}
