import { html, type TemplateResult } from 'lit';
import type { OutlinedChoices } from '../../../src/shared/document/outline.ts';
import { checkbox } from '../../ui/checkbox.ts';
import { textField } from '../../ui/text-field.ts';

export interface SpoolOptions {
  readonly id: string;
  readonly own: OutlinedChoices;
  /** What counts where nothing is said here. */
  readonly inherited: OutlinedChoices;
  readonly disabled: boolean;
  readonly onKeep: (keep: boolean | null) => void;
  readonly onVolume: (value: string) => void;
}

/** What only the level parquet asks. */
export function spoolView({ id, own, inherited, disabled, onKeep, onVolume }: SpoolOptions): TemplateResult {
  const byDefault = inherited.keepSpool ?? false;
  return html`<div class="spool">
    ${checkbox({
      label: 'Keep the Parquet files beside the database',
      checked: own.keepSpool ?? byDefault,
      disabled,
      onChange: (keep) => onKeep(keep === byDefault ? null : keep),
    })}
    ${textField({
      id: `volume-${id}`,
      label: 'By way of a volume',
      value: own.volume ?? '',
      placeholder: inherited.volume ?? 'none, or /Volumes/catalog/schema/volume',
      disabled,
      hint: 'A folder into which the warehouse itself writes the files.',
      onCommit: onVolume,
    })}
  </div>`;
}

/** Shown where these count, and where they are written though they do not. */
export function hasSpool(own: OutlinedChoices, level: string): boolean {
  return level === 'parquet' || own.keepSpool !== undefined || own.volume !== undefined;
}
