import { expect, it } from 'vitest';
import { quoteSource, quoteTarget, spellSource, spellTarget } from '../../../../src/shared/text/spell-name.ts';

it('quotes only what needs it', () => {
  expect(spellSource(['main', 'my sales', 'Orders_2'])).toBe('main.`my sales`.Orders_2');
  expect(spellSource(['main', 'select', '2024'])).toBe('main.`select`.`2024`');
  expect(spellTarget(['sales', 'order'])).toBe('sales."order"');
  expect(spellTarget(['größe', 'a"b'])).toBe('"größe"."a""b"');
});

it('quotes everything where that is asked, and doubles what would end the quote', () => {
  expect(quoteSource(['a', 'b`c'])).toBe('`a`.`b``c`');
  expect(quoteTarget(['a', 'b"c'])).toBe('"a"."b""c"');
});
