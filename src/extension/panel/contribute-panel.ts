import {
  type CustomTextEditorProvider,
  commands,
  Disposable,
  TabInputCustom,
  TabInputText,
  type Uri,
  window,
} from 'vscode';
import { registerCommand } from '../commands.ts';
import type { Parts } from '../parts.ts';
import { PlanBoard } from './plan-board.ts';
import { RateRecorder } from './rate-recorder.ts';

const viewType = 'replicator.panel';

export function contributePanel(parts: Parts): Disposable {
  const rates = new RateRecorder();
  const memory = { plans: new PlanBoard(), rates };
  const provider: CustomTextEditorProvider = {
    async resolveCustomTextEditor(document, panel) {
      const { PanelEditor } = await import('./panel-editor.ts');
      new PanelEditor(parts, memory).resolveCustomTextEditor(document, panel);
    },
  };
  const reopen = (editor: string) => async (uri?: Uri) => {
    const document = uri ?? activeDocument();
    if (document !== undefined) await commands.executeCommand('vscode.openWith', document, editor);
  };
  return Disposable.from(
    window.registerCustomEditorProvider(viewType, provider, { supportsMultipleEditorsPerDocument: false }),
    parts.runs.onDidChange((record) => {
      if (record?.progress !== undefined) rates.record(record.id, record.progress);
    }),
    registerCommand('replicator.panel.open', reopen(viewType)),
    registerCommand('replicator.panel.showText', reopen('default')),
  );
}

/** What the active tab shows, in whichever editor. */
function activeDocument(): Uri | undefined {
  const input = window.tabGroups.activeTabGroup.activeTab?.input;
  const shown = input instanceof TabInputCustom || input instanceof TabInputText ? input.uri : undefined;
  return shown?.path.endsWith('.replication.yaml') ? shown : undefined;
}
