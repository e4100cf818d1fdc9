import {
  type CustomTextEditorProvider,
  commands,
  Disposable,
  type Tab,
  TabInputCustom,
  TabInputText,
  type Uri,
  window,
  workspace,
} from 'vscode';
import { registerCommand } from '../commands.ts';
import type { Parts } from '../parts.ts';
import { PlanBoard } from './plan-board.ts';
import { RateRecorder } from './rate-recorder.ts';

const viewType = 'replicator.panel';

export function contributePanel(parts: Parts): Disposable {
  const rates = new RateRecorder();
  const plans = new PlanBoard();
  const memory = { plans, rates };
  const provider: CustomTextEditorProvider = {
    async resolveCustomTextEditor(document, panel) {
      const { PanelEditor } = await import('./panel-editor.ts');
      new PanelEditor(parts, memory).resolveCustomTextEditor(document, panel);
    },
  };
  const reopen = (editor: string) => async (uri?: Uri) => {
    const document = uri ?? activeDocument();
    if (document === undefined) return;
    await commands.executeCommand('vscode.openWith', document, editor);
    await closeOthers(document);
  };
  return Disposable.from(
    window.registerCustomEditorProvider(viewType, provider, { supportsMultipleEditorsPerDocument: false }),
    parts.runs.onDidChange((record) => {
      if (record === undefined) return rates.keep(parts.runs.list());
      rates.record(record);
      if (record.state === 'running' && record.progress === undefined) plans.drop(record.document);
    }),
    registerCommand('replicator.panel.open', reopen(viewType)),
    registerCommand('replicator.panel.showText', reopen('default')),
    registerCommand('replicator.panel.plan', async (uri) => {
      const document = uri ?? activeDocument();
      if (document === undefined) return;
      await reopen(viewType)(document);
      const [{ planDocument }, { readDocument }, text] = await Promise.all([
        import('./plan-document.ts'),
        import('./read-document.ts'),
        workspace.openTextDocument(document),
      ]);
      await planDocument(parts, plans, document.toString(), readDocument(text.getText()).identity);
    }),
  );
}

/** The other look at the same document in this group; with changes it stays, so that nothing asks to save them. */
async function closeOthers(document: Uri): Promise<void> {
  const { activeTab, tabs } = window.tabGroups.activeTabGroup;
  if (activeTab === undefined || shownBy(activeTab)?.toString() !== document.toString()) return;
  const others = tabs.filter((tab) => tab !== activeTab && shownBy(tab)?.toString() === document.toString());
  await window.tabGroups.close(others.filter((tab) => !tab.isDirty));
}

function shownBy({ input }: Tab): Uri | undefined {
  return input instanceof TabInputCustom || input instanceof TabInputText ? input.uri : undefined;
}

/** What the active tab shows, in whichever editor. */
function activeDocument(): Uri | undefined {
  const { activeTab } = window.tabGroups.activeTabGroup;
  const shown = activeTab && shownBy(activeTab);
  return shown?.path.endsWith('.replication.yaml') ? shown : undefined;
}
