import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { listProfiles } from '../../../src/connections/list-profiles.ts';
import { parseProfiles, readProfileFile } from '../../../src/connections/profiles.ts';

const text = `[__settings__]
default_profile = prod

[DEFAULT]

[account]
host = https://accounts.cloud.databricks.com
auth_type = databricks-cli

[dev]
host = https://dev.example/
token = dapiSECRET1

[prod]
host = prod.example
client_id = app
client_secret = doseSECRET2
warehouse_id = ab12

[azure]
host = azure.example
auth_type = azure-cli
`;

it('lists what may be shown, the default one first, and never a secret', () => {
  const listed = listProfiles(parseProfiles('/cfg', text), {});
  expect(listed).toEqual([
    {
      name: 'prod',
      host: 'prod.example',
      signIn: 'servicePrincipal',
      httpPath: '/sql/1.0/warehouses/ab12',
      isDefault: true,
    },
    { name: 'account', host: 'accounts.cloud.databricks.com', signIn: 'databricksCli', isDefault: false },
    { name: 'azure', host: 'azure.example', signIn: 'unknown', isDefault: false },
    { name: 'dev', host: 'dev.example', signIn: 'token', isDefault: false },
  ]);
  expect(JSON.stringify(listed)).not.toContain('SECRET');
});

it.each([
  { env: { DATABRICKS_CONFIG_PROFILE: 'dev' }, expected: 'dev' },
  { env: { DATABRICKS_CONFIG_PROFILE: 'gone' }, expected: 'prod' },
  { env: {}, expected: 'prod' },
])('the default one is $expected with $env', ({ env, expected }) => {
  const listed = listProfiles(parseProfiles('/cfg', text), env);
  expect(listed.filter((each) => each.isDefault).map((each) => each.name)).toEqual([expected]);
});

it('takes the warehouse of the environment where a profile names none', () => {
  const listed = listProfiles(parseProfiles('/cfg', text), { DATABRICKS_WAREHOUSE_ID: 'ff' });
  expect(listed.find((each) => each.name === 'dev')?.httpPath).toBe('/sql/1.0/warehouses/ff');
  expect(listed.find((each) => each.name === 'prod')?.httpPath).toBe('/sql/1.0/warehouses/ab12');
});

const folder = mkdtempSync(path.join(tmpdir(), 'profiles-'));
afterAll(() => rmSync(folder, { recursive: true }));

it('reads the file where it is said to be, and is content without one', async () => {
  expect(await readProfileFile({ env: {}, homeFolder: folder })).toBeUndefined();
  writeFileSync(path.join(folder, 'other'), text);
  const env = { DATABRICKS_CONFIG_FILE: path.join(folder, 'other') };
  expect((await readProfileFile({ env, homeFolder: folder }))?.defaultProfile).toBe('prod');
  await expect(readProfileFile({ env: { DATABRICKS_CONFIG_FILE: folder }, homeFolder: folder })).rejects.toMatchObject({
    code: 'usage.invalid',
  });
});
