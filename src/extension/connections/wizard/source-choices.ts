import type { ListedEnvironment } from '../../../connections/connect-environment.ts';
import type { ListedProfile } from '../../../connections/list-profiles.ts';

export type SourceChoice =
  | { readonly kind: 'profile'; readonly profile: ListedProfile }
  | { readonly kind: 'environment' }
  | { readonly kind: 'host' }
  | { readonly kind: 'sample' };

/** As a quick pick shows it. */
export interface SourceItem {
  readonly label: string;
  /** A codicon. */
  readonly icon: string;
  readonly description?: string;
  readonly detail?: string;
  readonly value: SourceChoice;
}

const signIns: Record<ListedProfile['signIn'], string> = {
  token: 'Personal access token',
  servicePrincipal: 'Service principal',
  databricksCli: 'Signs in with the Databricks CLI',
  unknown: 'Signs in in a way that does not work here',
};

/** What there is on this machine comes first. */
export function listSourceItems(
  profiles: readonly ListedProfile[],
  environment: ListedEnvironment | undefined,
): readonly SourceItem[] {
  const usable = profiles.filter(({ host }) => host !== undefined);
  const found: SourceItem[] = usable.map((profile) => ({
    label: profile.name,
    icon: 'account',
    description: profile.host ?? '',
    detail: `${signIns[profile.signIn]}${profile.httpPath === undefined ? '' : ' · names a warehouse'}`,
    value: { kind: 'profile', profile },
  }));
  if (environment !== undefined) {
    found.push({
      label: 'Environment variables',
      icon: 'terminal',
      description: environment.host,
      detail: signIns[environment.signIn],
      value: { kind: 'environment' },
    });
  }
  return [
    ...found,
    {
      label: 'Enter the address of a workspace…',
      icon: 'globe',
      detail: 'Then sign in with the browser, a token, a service principal or the Databricks CLI',
      value: { kind: 'host' },
    },
    {
      label: 'Sample warehouse',
      icon: 'beaker',
      detail: 'Runs on this machine, needs no workspace, and holds the TPC-H tables',
      value: { kind: 'sample' },
    },
  ];
}
