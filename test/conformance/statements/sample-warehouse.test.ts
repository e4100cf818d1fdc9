import { tableFromIPC } from 'apache-arrow';
import { afterEach, describe, expect, test } from 'vitest';
import { decodeFrames } from '../../../src/sample-warehouse/results/decode-frames.ts';
import { type SampleWarehouse, startSampleWarehouse } from '../../../src/sample-warehouse/sample-warehouse.ts';
import { send } from '../../integration/sample-warehouse/call.ts';
import { emptyCatalog, RecordedEngine } from './recorded-engine.ts';
import { payloadOf, type RecordedReply, type Recording, readRecordings } from './recording.ts';
import { shapeOf } from './same-shape.ts';

const folder = process.env.REPLICATOR_RECORDINGS ?? '';
const title =
  folder === ''
    ? 'the sample warehouse as recorded (skipped: REPLICATOR_RECORDINGS names no folder of recordings)'
    : 'the sample warehouse as recorded';

let warehouse: SampleWarehouse | undefined;
afterEach(async () => {
  await warehouse?.close();
  warehouse = undefined;
});

/** A server as the recorded one was: payloads framed as those, and no SQLSTATE beside the error. */
async function start(recording: Recording): Promise<SampleWarehouse> {
  const payload = recording.exchanges.flatMap(({ response }) => payloadOf(folder, recording, response) ?? [])[0];
  const [flags] = payload === undefined ? [] : frameFlags(payload);
  const framing = flags === 0x60 ? 'uncheckedFramePerMessage' : 'framePerMessage';
  const backend = { engine: new RecordedEngine(folder, recording), catalog: emptyCatalog };
  warehouse = await startSampleWarehouse({
    backend,
    timeZone: 'America/Los_Angeles',
    framing,
    sqlStateInStatus: false,
  });
  return warehouse;
}

/** Puts the ids that this server gave in place of the recorded ones. */
function translate(text: string, ids: ReadonlyMap<string, string>): string {
  return [...ids].reduce((result, [recorded, ours]) => result.replaceAll(recorded, ours), text);
}

function frameFlags(bytes: Buffer): readonly number[] {
  const magic = Buffer.from('04224d18', 'hex');
  const flags: number[] = [];
  for (let at = bytes.indexOf(magic); at >= 0; at = bytes.indexOf(magic, at + 1)) flags.push(bytes.readUInt8(at + 4));
  return flags;
}

async function comparePayload(recorded: Buffer | undefined, reply: RecordedReply, ca: string): Promise<void> {
  if (recorded === undefined) return;
  const { external_links: links, attachment } = reply.result ?? {};
  const url = links?.[0]?.external_link;
  const ours = url === undefined ? Buffer.from(attachment ?? '', 'base64') : (await send(ca, 'GET', url)).bytes;
  expect(frameFlags(ours)).toEqual(frameFlags(recorded));
  const [mine, theirs] = [ours, recorded].map((bytes) => tableFromIPC(decodeFrames(bytes)));
  expect(mine?.schema.toString()).toBe(theirs?.schema.toString());
  expect(String(mine)).toBe(String(theirs));
}

describe.skipIf(folder === '')(title, () => {
  const recordings = folder === '' ? [] : readRecordings(folder);
  test.each(recordings.map((recording) => [recording.name, recording] as const))('%s', async (_, recording) => {
    const { host, port, token, warehouseId, caCertificate } = await start(recording);
    const ids = new Map<string, string>();
    for (const exchange of recording.exchanges) {
      const recordedWarehouse = exchange.body?.warehouse_id;
      if (typeof recordedWarehouse === 'string') ids.set(recordedWarehouse, warehouseId);
      const url = `https://${host}:${port}${translate(exchange.path, ids)}`;
      const headers = { authorization: `Bearer ${token}` };
      const body = exchange.body === null ? undefined : JSON.parse(translate(JSON.stringify(exchange.body), ids));
      const answer = await send(caCertificate, exchange.method, url, { headers, body });
      const ours = JSON.parse(answer.bytes.toString('utf8')) as RecordedReply;
      const theirs = exchange.response;
      expect(answer.status).toBe(exchange.status);
      expect(shapeOf(ours)).toEqual(shapeOf(theirs));
      for (const key of ['statement_id', 'session_id'] as const) {
        const [recorded, given] = [theirs[key], ours[key]];
        if (recorded !== undefined && given !== undefined) ids.set(recorded, given);
      }
      await comparePayload(payloadOf(folder, recording, theirs), ours, caCertificate);
    }
  });
});
