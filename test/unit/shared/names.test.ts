import { expect, test } from 'vitest';
import { parseSourceLabel } from '../../../src/shared/names.ts';

test('dots beyond the second belong to the table', () => {
  expect(parseSourceLabel('main.sales.a.b')).toEqual({ catalog: 'main', schema: 'sales', table: 'a.b' });
});
