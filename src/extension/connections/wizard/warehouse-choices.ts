import { diagnoseConnection } from '../../../connections/diagnose-connection.ts';
import type { WarehouseEntry } from '../../../shared/catalog-entries.ts';
import { asReplicatorError } from '../../../shared/errors.ts';
import { describeSize, nameState, stateIcon } from '../warehouse-words.ts';

export type WarehouseChoice =
  | { readonly kind: 'warehouse'; readonly httpPath: string }
  | { readonly kind: 'type' }
  | { readonly kind: 'later' }
  | { readonly kind: 'authority' }
  | { readonly kind: 'signIn' }
  | { readonly kind: 'retry' };

/** As a quick pick shows it. */
export interface WarehouseItem {
  readonly label: string;
  /** A codicon. */
  readonly icon: string;
  readonly description?: string;
  readonly detail?: string;
  readonly alwaysShow?: boolean;
  readonly value: WarehouseChoice;
}

const byHand: readonly WarehouseItem[] = [
  {
    label: 'Enter an HTTP path…',
    icon: 'edit',
    description: '/sql/1.0/warehouses/…',
    alwaysShow: true,
    value: { kind: 'type' },
  },
  {
    label: 'Choose a warehouse later',
    icon: 'dash',
    description: 'Browsing works without one',
    alwaysShow: true,
    value: { kind: 'later' },
  },
];

/** Those that run first, then by name. */
export function listWarehouseItems(warehouses: readonly WarehouseEntry[]): readonly WarehouseItem[] {
  const rank = ({ state }: WarehouseEntry): number => (state === 'RUNNING' ? 0 : state === 'STARTING' ? 1 : 2);
  const sorted = [...warehouses].sort((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name, 'en'));
  const items = sorted.map((warehouse): WarehouseItem => {
    const { name, state, httpPath } = warehouse;
    return {
      label: name,
      icon: stateIcon(state),
      description: `${describeSize(warehouse)} · ${nameState(state)}`,
      value: { kind: 'warehouse', httpPath },
    };
  });
  return [...items, ...byHand];
}

/** What is left where the workspace gave no list. */
export function failedWarehouseItems(thrown: unknown): readonly WarehouseItem[] {
  const { failed, problem, remedy } = diagnoseConnection(asReplicatorError(thrown));
  const said: WarehouseItem = {
    label: problem,
    icon: 'error',
    detail: remedy,
    alwaysShow: true,
    value: { kind: failed === 'token' ? 'signIn' : 'retry' },
  };
  const again: WarehouseItem = { label: 'Try again', icon: 'refresh', alwaysShow: true, value: { kind: 'retry' } };
  const authority: WarehouseItem = {
    label: 'Choose a CA file…',
    icon: 'shield',
    description: 'The authority that signed the certificate, in PEM form',
    alwaysShow: true,
    value: { kind: 'authority' },
  };
  return [said, again, ...(failed === 'certificate' ? [authority] : []), ...byHand];
}
