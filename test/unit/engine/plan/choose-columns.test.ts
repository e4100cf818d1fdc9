import { describe, expect, it } from 'vitest';
import { chooseColumns } from '../../../../src/engine/plan/choose-columns.ts';

const columns = ['id', 'Name', 'NAME', 'note'].map((name) => ({ name, typeText: 'string', nullable: true }));
const chosen = (wanted: Parameters<typeof chooseColumns>[1]) =>
  chooseColumns(columns, wanted).map((column) => `${column.source}→${column.target}`);

describe('chooseColumns', () => {
  it('takes all, renaming what differs only in letter case', () => {
    expect(chosen({})).toEqual(['id→id', 'Name→Name', 'NAME→NAME__2', 'note→note']);
  });

  it('keeps the order that was asked for and leaves out what was excluded', () => {
    expect(chosen({ columns: ['note', 'ID'] })).toEqual(['note→note', 'id→id']);
    expect(chosen({ exclude: ['Name', 'note'] })).toEqual(['id→id', 'NAME→NAME']);
  });

  it.each([
    [{ columns: ['nope'] }, 'There is no column "nope"; the table has id, Name, NAME, note.'],
    [{ columns: ['name'] }, 'There is no column "name"'],
    [{ exclude: ['nope'] }, 'There is no column "nope"'],
    [{ columns: ['id', 'id'] }, 'asked for twice'],
    [{ columns: ['id'], exclude: ['id'] }, 'No column is left'],
  ])('refuses %j', (wanted, message) => {
    expect(() => chosen(wanted)).toThrow(
      expect.objectContaining({ code: 'plan.invalidColumns', message: expect.stringContaining(message) }),
    );
  });
});
