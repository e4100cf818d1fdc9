import { readdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { exportedRun } from '../../../../src/engine/source/databricks/volume-paths.ts';
import { mapColumn } from '../../../../src/engine/types/map-column.ts';
import { openVolume, run, slice, type VolumeFixture, volume } from './volume-fixture.ts';

const never = new AbortController().signal;
let fixture: VolumeFixture;

async function open(...options: Parameters<typeof openVolume>): Promise<VolumeFixture> {
  fixture = await openVolume(...options);
  return fixture;
}

afterEach(() => fixture.close());

const served = (path: string) => fixture.served(path);

describe('an export', () => {
  it('has its files listed without the marks beside them, and is removed with all that is in it', async () => {
    const { source } = await open({ pageLength: 2 });
    const { statementId, folder, files } = await source.volumes.export(slice, never);
    expect(statementId).not.toBe('');
    expect(folder).toMatch(
      /^\/Volumes\/samples\/files\/exports\/replicator\/2024-01-01T00-00-00Z-ab12\/t0-s0-[0-9a-f]{8}$/,
    );
    expect(files.length).toBeGreaterThan(1);
    const names = await readdir(served(folder));
    expect(names).toEqual(expect.arrayContaining(['_SUCCESS', expect.stringMatching(/^_(started|committed)_\d+$/)]));
    expect(files.map(({ name }) => name)).toEqual(names.filter((name) => name.startsWith('part-')).toSorted());
    for (const { path, name, bytes } of files) {
      expect(name).toMatch(/^part-\d{5}-tid-\d+-[0-9a-f-]{36}-\d+-1-c000\.zstd\.parquet$/);
      expect(path).toBe(`${folder}/${name}`);
      expect((await stat(served(path))).size).toBe(bytes);
    }
    fixture.warehouse.faults.add({ operation: 'files-list', nth: 2, effect: { kind: 'emptyPage' } });
    expect(await source.volumes.list(folder, never)).toEqual(files);
    expect(await source.volumes.remove(exportedRun(volume, run), never)).toBeUndefined();
    expect(await readdir(served(`${volume}/replicator`))).toEqual([]);
    await expect(source.volumes.list(folder, never)).rejects.toMatchObject({ code: 'source.notFound' });
    expect(await source.volumes.remove(exportedRun(volume, run), never)).toBeUndefined();
  });

  it('counts only the files that were committed, where the warehouse says so', async () => {
    const { source } = await open();
    const { folder, files } = await source.volumes.export(slice, never);
    const [first] = files;
    const orphan = join(served(folder), (first?.name ?? '').replace('-1-c000', '-2-c000'));
    await writeFile(orphan, 'of a task that was started twice');
    expect(await source.volumes.list(folder, never)).toEqual(files);
    const commit = (await readdir(served(folder))).find((name) => name.startsWith('_committed_')) ?? '';
    await rm(join(served(folder), commit));
    expect(await source.volumes.list(folder, never)).toHaveLength(files.length + 1);
  });

  it('of which a file is missing is none', async () => {
    const { source } = await open();
    const { folder, files } = await source.volumes.export(slice, never);
    await rm(served(files[0]?.path ?? ''));
    await expect(source.volumes.list(folder, never)).rejects.toMatchObject({ code: 'integrity.manifest' });
  });

  it('is made again in another folder after an attempt that failed', async () => {
    const { source, warehouse } = await open();
    const message = '[DELTA_CONCURRENT_WRITE] Somebody else. SQLSTATE: 2D521';
    const effect = { kind: 'failStatement', errorClass: 'DELTA_CONCURRENT_WRITE', sqlState: '2D521', message } as const;
    warehouse.faults.add({ operation: 'statement', text: 'INSERT OVERWRITE', effect });
    const submitted = warehouse.faults.add({
      operation: 'submit',
      times: 'always',
      effect: { kind: 'latency', ms: 0 },
    });
    let retries = 0;
    const { folder } = await source.volumes.export(slice, never, { onRetry: () => (retries += 1) });
    expect([retries, submitted.met()]).toEqual([1, 2]);
    expect(await readdir(served(exportedRun(volume, run)))).toEqual([folder.split('/').at(-1)]);
  });

  it('is not submitted twice into one folder when its request breaks off', async () => {
    const { source, warehouse } = await open();
    const broken = warehouse.faults.add({ operation: 'submit', effect: { kind: 'reset', atByte: 0 } });
    const { folder, files } = await source.volumes.export(slice, never);
    expect(broken.met()).toBe(1);
    expect(files.length).toBeGreaterThan(1);
    // The first statement ran all the same: its files are elsewhere, or removed already.
    const parts = (await readdir(served(folder))).filter((name) => name.startsWith('part-'));
    expect(parts).toHaveLength(files.length);
  });

  it('that cannot be is refused before anything is sent', async () => {
    const { source, warehouse } = await open();
    const sent = warehouse.faults.add({ operation: 'submit', times: 'always', effect: { kind: 'latency', ms: 0 } });
    const odd = mapColumn({ name: 'odd', typeText: 'struct<a:int,A:int>', nullable: true }, 'odd');
    await expect(source.volumes.export({ ...slice, columns: [odd] }, never)).rejects.toMatchObject({
      code: 'source.unsupported',
      subject: { column: 'odd' },
    });
    await expect(source.volumes.export({ ...slice, volume: '/tmp/x' }, never)).rejects.toMatchObject({
      code: 'usage.invalid',
    });
    expect(sent.met()).toBe(0);
  });

  it('is cancelled at once', async () => {
    const { source, warehouse } = await open();
    warehouse.faults.add({ operation: 'statement', text: 'INSERT OVERWRITE', effect: { kind: 'latency', ms: 60_000 } });
    const controller = new AbortController();
    const exporting = source.volumes.export(slice, controller.signal);
    await new Promise((resolve) => setTimeout(resolve, 300));
    const cancelledAt = performance.now();
    controller.abort();
    await expect(exporting).rejects.toMatchObject({ code: 'run.cancelled' });
    expect(performance.now() - cancelledAt).toBeLessThan(1000);
  });

  it('removes nothing that is not ours, and says what prevented it', async () => {
    const { source, warehouse } = await open();
    expect(await source.volumes.remove(volume, never)).toMatchObject({ code: 'internal.bug' });
    const { folder } = await source.volumes.export(slice, never);
    warehouse.faults.add({
      operation: 'files-delete',
      times: 'always',
      effect: { kind: 'noPermission', privilege: 'WRITE VOLUME' },
    });
    expect(await source.volumes.remove(folder, never)).toMatchObject({
      code: 'auth.forbidden',
      message: expect.stringContaining("WRITE VOLUME on Volume 'samples.files.exports'"),
    });
  });
});
