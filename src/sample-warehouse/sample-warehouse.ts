import { createHash, randomBytes, randomInt, randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Catalog } from './catalog.ts';
import { DisturbedEngine } from './faults/disturbed-engine.ts';
import { disturbFiles } from './faults/disturbed-files.ts';
import { FaultPlan } from './faults/fault-plan.ts';
import type { FaultEffect } from './faults/fault-rule.ts';
import { WarehouseServer } from './http/warehouse-server.ts';
import { IdentityProvider, type ServicePrincipalSecret } from './identity/identity-provider.ts';
import { identityRoutes } from './identity/identity-routes.ts';
import { oauthRoutes } from './identity/oauth-routes.ts';
import { openBackend } from './open-backend.ts';
import type { SampleWarehouseOptions } from './options.ts';
import { downloadRoutes } from './results/download-routes.ts';
import { LinkSigner } from './results/link-signer.ts';
import { ResultStore } from './results/result-store.ts';
import type { SqlEngine, SqlSession } from './sql/sql-engine.ts';
import { Sessions } from './statements/sessions.ts';
import { statementRoutes } from './statements/statement-routes.ts';
import { Statements } from './statements/statements.ts';
import { makeTemporaryFolder } from './temporary-folder.ts';
import { ThriftService } from './thrift/thrift-service.ts';
import { thriftRoutes } from './thrift-routes.ts';
import { makeCertificates } from './tls/make-certificates.ts';
import { unityCatalogRoutes } from './unity-catalog/unity-catalog-routes.ts';
import { filesRoutes } from './volumes/files-routes.ts';
import { volumeRoutes } from './volumes/volume-routes.ts';
import { VolumeStore } from './volumes/volume-store.ts';
import { Warehouse, type WarehouseState } from './warehouses/warehouse.ts';
import { starterFeatures, type WarehouseFeatures } from './warehouses/warehouse-features.ts';
import { warehouseRoutes } from './warehouses/warehouse-routes.ts';
import { Warehouses } from './warehouses/warehouses.ts';

const host = '127.0.0.1';
const user = 'sample.user@example.com';
const minute = 60_000;

/** A running server that speaks as a Databricks workspace with one SQL warehouse does. */
export interface SampleWarehouse {
  readonly host: string;
  readonly port: number;
  /** `/sql/1.0/warehouses/…` */
  readonly httpPath: string;
  readonly warehouseId: string;
  readonly token: string;
  /** A service principal that may sign in. */
  readonly principal: ServicePrincipalSecret;
  /** PEM file of the certificate authority to trust; gone after `close`. */
  readonly caFile: string;
  readonly caCertificate: string;
  /** Executes SQL beside the server: no faults, and no warehouse to wait for. */
  readonly engine: SqlEngine;
  readonly catalog: Catalog;
  readonly faults: FaultPlan;
  readonly volumes: VolumeStore;
  readonly warehouse: Warehouse;
  readonly warehouses: Warehouses;
  readonly identity: IdentityProvider;
  close(): Promise<void>;
}

async function readToEnd(batches: AsyncIterable<unknown>): Promise<void> {
  const iterator = batches[Symbol.asyncIterator]();
  while ((await iterator.next()).done !== true);
}

function disturber(engine: SqlEngine, warehouse: Warehouse, session: SqlSession) {
  return async (effect: FaultEffect): Promise<void> => {
    if (effect.kind === 'warehouseState') warehouse.setState(effect.state);
    if (effect.kind !== 'runSql') return;
    for (const sql of effect.sql) {
      const { batches } = await engine.execute(sql, { session, signal: new AbortController().signal });
      await readToEnd(batches);
    }
  };
}

/** Starts the server on 127.0.0.1, over TLS with a certificate authority and a token of its own. */
export async function startSampleWarehouse(options: SampleWarehouseOptions = {}): Promise<SampleWarehouse> {
  const folder = await makeTemporaryFolder();
  try {
    return await startIn(folder.path, folder.remove, options);
  } catch (error) {
    await folder.remove();
    throw error;
  }
}

async function startIn(
  folder: string,
  removeFolder: () => Promise<void>,
  options: SampleWarehouseOptions,
): Promise<SampleWarehouse> {
  const certificates = await makeCertificates();
  const caFile = join(folder, 'ca.pem');
  await writeFile(caFile, certificates.ca);
  const volumes = options.backend?.volumes ?? new VolumeStore(join(folder, 'volumes'));
  const { engine, catalog, defaults } = await openBackend(folder, options, user, volumes);

  const token = `dapi${randomBytes(16).toString('hex')}`;
  const startupMs = options.warehouseStartMs ?? 2000;
  const newWarehouse = (features: WarehouseFeatures, state: WarehouseState): Warehouse =>
    new Warehouse({ id: idOf(features.name), features, state, startupMs });
  const warehouse = newWarehouse(starterFeatures, options.warehouseState ?? 'RUNNING');
  const further = (options.furtherWarehouses ?? []).map(({ state, ...features }) => newWarehouse(features, state));
  const { id: warehouseId, httpPath } = warehouse;
  const warehouses = new Warehouses([warehouse, ...further]);
  const principal = { clientId: randomUUID(), clientSecret: `dose${randomBytes(16).toString('hex')}` };
  const identity = new IdentityProvider({
    personalToken: token,
    personalUser: user,
    principal,
    tokenLifetimeSeconds: options.tokenLifetimeSeconds ?? 3600,
    now: Date.now,
  });
  const faults = new FaultPlan(options.faults);
  const disturb = disturber(engine, warehouse, defaults);
  const engineOf = (one: Warehouse): DisturbedEngine =>
    new DisturbedEngine({ engine, faults, warehouse: one, disturb });

  let port = 0;
  const signer = new LinkSigner({
    origin: () => `https://${host}:${port}`,
    lifetimeMs: options.linkLifetimeMs ?? 15 * minute,
  });
  const store = new ResultStore({
    folder: join(folder, 'results'),
    fileBytes: options.fileBytes ?? 20_000_000,
    signer,
  });
  const sessions = new Sessions(defaults);
  const statements = new Statements({
    engineOf,
    store,
    framing: options.framing ?? 'framePerMessage',
    warehouses,
    sessions,
    resultLifetimeMs: options.resultLifetimeMs ?? 60 * minute,
  });
  const files = disturbFiles(store, faults);
  const services = new Map(
    [warehouse, ...further].map((one) => [one, new ThriftService({ engine: engineOf(one), catalog, files, defaults })]),
  );
  const pageLength = options.pageLength;
  const server = new WarehouseServer({
    certificate: certificates.certificate,
    key: certificates.key,
    accepts: (given) => identity.userOf(given) !== undefined,
    orgId: String(randomInt(1e12, 9e12)),
    faults,
    disturb,
    routes: [
      ...statementRoutes({
        statements,
        sessions,
        store,
        linkByteCount: options.linkByteCount ?? 'stored',
        linksPerResponse: options.linksPerResponse ?? 1,
        sqlStateInStatus: options.sqlStateInStatus ?? true,
      }),
      ...downloadRoutes(store, signer),
      ...[...services].flatMap(([{ httpPath: path }, service]) => thriftRoutes(path, service)),
      ...unityCatalogRoutes(catalog, {
        catalogs: pageLength ?? 1000,
        schemas: pageLength ?? 1000,
        tables: pageLength ?? 50,
        summaries: pageLength ?? 10_000,
      }),
      ...filesRoutes(volumes, pageLength),
      ...volumeRoutes(volumes),
      ...warehouseRoutes(
        warehouses,
        {
          host,
          port: () => port,
          sessions: (one) => (one === warehouse ? sessions.size : 0) + (services.get(one)?.openSessions ?? 0),
        },
        pageLength,
      ),
      ...identityRoutes((given) => identity.userOf(given)),
      ...oauthRoutes(identity, () => `https://${host}:${port}`),
    ],
  });
  const close = async (): Promise<void> => {
    await server.close();
    warehouses.close();
    await statements.closeAll();
    for (const service of services.values()) await service.close();
    await engine.close();
    await removeFolder();
  };
  try {
    port = await server.listen(options.port ?? 0);
  } catch (error) {
    await close();
    throw error;
  }
  const { ca: caCertificate } = certificates;
  return {
    host,
    port,
    httpPath,
    warehouseId,
    token,
    principal,
    caFile,
    caCertificate,
    engine,
    catalog,
    faults,
    volumes,
    warehouse,
    warehouses,
    identity,
    close,
  };
}

/** The same from start to start, so that whoever chose a warehouse finds it again. */
function idOf(name: string): string {
  return createHash('sha256').update(name).digest('hex').slice(0, 16);
}
