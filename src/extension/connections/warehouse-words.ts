import type { WarehouseEntry, WarehouseState } from '../../shared/catalog-entries.ts';

const stateNames: Readonly<Record<string, string>> = {
  RUNNING: 'running',
  STARTING: 'starting',
  STOPPED: 'stopped',
  STOPPING: 'stopping',
  DELETING: 'being deleted',
  DELETED: 'deleted',
};

export function nameState(state: WarehouseState): string {
  return stateNames[state] ?? state.toLowerCase();
}

const stateIcons: Readonly<Record<string, string>> = {
  RUNNING: 'vm-running',
  STARTING: 'loading~spin',
  STOPPED: 'vm-outline',
  STOPPING: 'loading~spin',
};

/** A codicon. */
export function stateIcon(state: WarehouseState): string {
  return stateIcons[state] ?? 'warning';
}

/** What the vendor says of it. */
export function expectedStart(kind: WarehouseEntry['kind']): string {
  return `a cold start usually takes ${kind === 'serverless' ? 'a few seconds' : 'about four minutes'}`;
}

/** `Small, serverless`. */
export function describeSize({ size, kind }: WarehouseEntry): string {
  return size === '' ? kind : `${size}, ${kind}`;
}
