/** Made when it is first needed: it takes some ten milliseconds, which the activation of the extension has not. */
let collator: Intl.Collator | undefined;

/** As people look for names: letter case aside, numbers by value. */
export function compareNames(a: string, b: string): number {
  collator ??= new Intl.Collator('en', { numeric: true, sensitivity: 'base' });
  return collator.compare(a, b);
}
