import type { Disposable } from 'vscode';
import { contributeCatalog } from './catalog/contribute-catalog.ts';
import { contributeConnections } from './connections/contribute-connections.ts';
import { contributeWarehouse } from './connections/contribute-warehouse.ts';
import { contributeEditor } from './editor/contribute-editor.ts';
import { contributeLanguage } from './language/contribute-language.ts';
import { contributeLocal } from './local/contribute-local.ts';
import { contributeLog } from './log/log-commands.ts';
import { contributePanel } from './panel/contribute-panel.ts';
import type { Parts } from './parts.ts';
import { contributePreview } from './preview/contribute-preview.ts';
import { contributeReplicate } from './replicate/contribute-replicate.ts';
import { contributeRuns } from './runs/contribute-runs.ts';
import { contributeTrust } from './trust/contribute-trust.ts';
import { contributeWalkthrough } from './walkthrough/contribute-walkthrough.ts';

/** The table of contents: every feature, one line each. */
export const contributions: readonly ((parts: Parts) => Disposable)[] = [
  contributeCatalog,
  contributeConnections,
  contributeEditor,
  contributeLanguage,
  contributeLocal,
  contributeLog,
  contributePanel,
  contributePreview,
  contributeReplicate,
  contributeRuns,
  contributeWarehouse,
  contributeTrust,
  contributeWalkthrough,
];
