import { levelChoice, modeChoice, validationChoice } from '../../../src/shared/document/choices.ts';
import type { SelectOption } from '../../ui/select.ts';

interface Choice {
  readonly all: readonly string[];
  readonly available: readonly string[];
}

const validations: Readonly<Record<string, string>> = {
  counts: 'Rows are counted on both sides.',
  aggregates: 'Every column is compared too, for one more scan of the source.',
};

/** @param byDefault - what counts where nothing is chosen; absent where this is the default itself */
export function levelOptions(byDefault?: string): readonly SelectOption[] {
  return optionsOf(levelChoice, byDefault);
}

export function modeOptions(byDefault?: string): readonly SelectOption[] {
  return optionsOf(modeChoice, byDefault);
}

export function validationOptions(byDefault?: string): readonly SelectOption[] {
  return optionsOf(validationChoice, byDefault);
}

export function validationHint(value: string): string | undefined {
  return validations[value];
}

/** All of them, so that one sees what there is; what this version does not have cannot be chosen. */
function optionsOf({ all, available }: Choice, byDefault: string | undefined): readonly SelectOption[] {
  const own = all.map((value) => {
    const disabled = !available.includes(value);
    return { value, label: disabled ? `${value} (not in this version)` : value, disabled };
  });
  return byDefault === undefined ? own : [{ value: '', label: `as all tables: ${byDefault}` }, ...own];
}
