import type { Disposable } from 'vscode';
import { contributeConnections } from './connections/contribute-connections.ts';
import { contributeLog } from './log/log-commands.ts';
import type { Parts } from './parts.ts';

/** The table of contents: every feature, one line each. */
export const contributions: readonly ((parts: Parts) => Disposable)[] = [contributeConnections, contributeLog];
