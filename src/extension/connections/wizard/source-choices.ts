import type { ListedEnvironment } from '../../../connections/connect-environment.ts';
import type { ListedProfile } from '../../../connections/list-profiles.ts';

export type SourceChoice =
  | { readonly kind: 'profile'; readonly profile: ListedProfile }
  | { readonly kind: 'environment' }
  | { readonly kind: 'host' }
  | { readonly kind: 'sample' };

/** As a quick pick shows it; without `value` it is the heading of what follows. */
export interface SourceItem {
  readonly label: string;
  readonly description?: string;
  readonly detail?: string;
  readonly value?: SourceChoice;
}

const signIns: Record<ListedProfile['signIn'], string> = {
  token: 'personal access token',
  servicePrincipal: 'service principal',
  databricksCli: 'Databricks CLI',
  unknown: 'a sign-in that does not work here',
};

/** What there is on this machine comes first. */
export function listSourceItems(
  profiles: readonly ListedProfile[],
  environment: ListedEnvironment | undefined,
): readonly SourceItem[] {
  const usable = profiles.filter(({ host }) => host !== undefined);
  const found: SourceItem[] = usable.map((profile) => ({
    label: `$(account) ${profile.name}`,
    description: profile.host ?? '',
    detail: `Signs in with ${signIns[profile.signIn]}${profile.httpPath === undefined ? '' : ', names a warehouse'}`,
    value: { kind: 'profile', profile },
  }));
  if (environment !== undefined) {
    found.push({
      label: '$(terminal) Environment variables',
      description: environment.host,
      detail: `Signs in with ${signIns[environment.signIn]}`,
      value: { kind: 'environment' },
    });
  }
  return [
    ...found,
    {
      label: '$(globe) Enter the address of a workspace…',
      detail: 'Then sign in with the browser, a token, a service principal or the Databricks CLI',
      value: { kind: 'host' },
    },
    {
      label: '$(beaker) Sample warehouse',
      detail: 'Runs on this machine, needs no workspace, and holds the TPC-H tables',
      value: { kind: 'sample' },
    },
  ];
}
