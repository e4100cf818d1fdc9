import { html, nothing, type TemplateResult } from 'lit';
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
  /** Absent where there is nothing to do without. */
  readonly onWithout?: (without: boolean) => void;
}

/** What only the level parquet asks. */
export function spoolView(options: SpoolOptions): TemplateResult {
  const { id, own, inherited, disabled, onKeep, onVolume, onWithout } = options;
  const byDefault = inherited.keepSpool ?? false;
  const without = own.volume === false;
  const none = onWithout !== undefined && (without || isFolder(inherited.volume));
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
      value: own.volume || '',
      placeholder: without ? 'none' : inherited.volume || 'none, or /Volumes/catalog/schema/volume',
      disabled: disabled || without,
      hint: 'A folder into which the warehouse itself writes the files.',
      onCommit: onVolume,
    })}
    ${none ? checkbox({ label: 'Without the volume of all tables', checked: without, disabled, onChange: onWithout }) : nothing}
  </div>`;
}

function isFolder(volume: OutlinedChoices['volume']): boolean {
  return volume !== undefined && volume !== false;
}

/** Shown where these count, and where they are written though they do not. */
export function hasSpool(own: OutlinedChoices, level: string, inherited: OutlinedChoices = {}): boolean {
  if (own.keepSpool !== undefined || own.volume !== undefined) return true;
  return level === 'parquet' || (level === 'auto' && (inherited.keepSpool === true || isFolder(inherited.volume)));
}
