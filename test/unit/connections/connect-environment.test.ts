import { expect, it } from 'vitest';
import { connectEnvironment, listEnvironment } from '../../../src/connections/connect-environment.ts';

it.each([
  { env: {}, listed: undefined },
  { env: { DATABRICKS_HOST: 'https://h.example/' }, listed: undefined },
  { env: { DATABRICKS_TOKEN: 't' }, listed: undefined },
  {
    env: { DATABRICKS_HOST: 'https://h.example/', DATABRICKS_TOKEN: 't', DATABRICKS_WAREHOUSE_ID: 'ab' },
    listed: { host: 'h.example', signIn: 'token', httpPath: '/sql/1.0/warehouses/ab' },
  },
  {
    env: { DATABRICKS_HOST: 'h.example', DATABRICKS_CLIENT_ID: 'i', DATABRICKS_CLIENT_SECRET: 's' },
    listed: { host: 'h.example', signIn: 'servicePrincipal' },
  },
  {
    env: {
      DATABRICKS_SERVER_HOSTNAME: 'old.example',
      DATABRICKS_ACCESS_TOKEN: 't',
      DATABRICKS_HTTP_PATH: '/sql/1.0/warehouses/cd',
    },
    listed: { host: 'old.example', signIn: 'token', httpPath: '/sql/1.0/warehouses/cd' },
  },
])('$env offers $listed', ({ env, listed }) => {
  expect(listEnvironment(env)).toEqual(listed);
});

it('connects with the token, and says what is missing', async () => {
  const surroundings = { homeFolder: '/', documentFolder: '/', now: Date.now };
  const env = { DATABRICKS_HOST: 'h.example', DATABRICKS_TOKEN: 't', https_proxy: 'http://p:1' };
  const open = await connectEnvironment(undefined, { ...surroundings, env });
  expect(open).toMatchObject({ host: 'h.example', network: { proxy: { url: 'http://p:1' } } });
  expect(open.httpPath).toBeUndefined();
  expect(await open.getToken({ refresh: true })).toBe('t');
  const without = connectEnvironment(undefined, { ...surroundings, env: { DATABRICKS_HOST: 'h.example' } });
  await expect(without).rejects.toThrow('DATABRICKS_ACCESS_TOKEN is not set (nor is DATABRICKS_TOKEN)');
});
