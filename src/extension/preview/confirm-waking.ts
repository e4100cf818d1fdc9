import { ConfigurationTarget, window, workspace } from 'vscode';
import type { WarehouseEntry } from '../../shared/catalog-entries.ts';
import { readSetting } from '../settings.ts';

const setting = 'replicator.preview.askBeforeWaking';
const goOn = 'Preview';
const always = 'Preview, Don’t Ask Again';

/** Whether rows may be read with a warehouse that has to be started for it; asks unless that was settled before. */
export async function confirmWaking(warehouse: WarehouseEntry): Promise<boolean> {
  if (warehouse.state === 'RUNNING' || !readSetting(setting)) return true;
  const chosen = await window.showInformationMessage(
    `Start the SQL warehouse “${warehouse.name}”?`,
    { modal: true, detail: describeWaking(warehouse) },
    goOn,
    always,
  );
  if (chosen === always) await workspace.getConfiguration().update(setting, false, ConfigurationTarget.Global);
  return chosen !== undefined;
}

function describeWaking({ state, size, autoStopMinutes }: WarehouseEntry): string {
  const stops =
    autoStopMinutes === undefined ? '' : ` It stops by itself ${autoStopMinutes} minutes after its last query.`;
  return `Rows can only be read by the warehouse. It is ${state.toLowerCase()} now; while it runs, a warehouse of size ${size} is paid for.${stops}`;
}
