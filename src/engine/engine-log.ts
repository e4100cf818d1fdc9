import type { LogEntry } from '../shared/protocol/engine-protocol.ts';

/** Where the engine tells what it does; nothing told holds a secret or a link. */
export type EngineLog = (level: LogEntry['level'], message: string, facts?: LogEntry['facts']) => void;

export const noLog: EngineLog = () => undefined;
