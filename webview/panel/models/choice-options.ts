import {
  levelChoice,
  levelDescriptions,
  levelPurposes,
  modeChoice,
  validationChoice,
} from '../../../src/shared/document/choices.ts';
import type { SelectOption } from '../../ui/select.ts';

interface Choice {
  readonly all: readonly string[];
  readonly available: readonly string[];
}

const validations: Readonly<Record<string, string>> = {
  counts: 'Rows are counted on both sides.',
  aggregates: 'Every column is compared too, for one more scan of the source.',
};

/** What the level is for, in a sentence. */
export function levelHint(value: string): string | undefined {
  const level = levelChoice.all.find((known) => known === value);
  return level && levelDescriptions[level];
}

/** @param byDefault - what counts where nothing is chosen; absent where this is the default itself */
export function levelOptions(byDefault?: string): readonly SelectOption[] {
  return optionsOf(levelChoice, byDefault).map((option) => {
    const level = levelChoice.all.find((known) => known === option.value);
    return level === undefined ? option : { ...option, label: `${level}: ${levelPurposes[level]}` };
  });
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
