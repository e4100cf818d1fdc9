import { openSource } from '../../../support/source-fixture.ts';

/** Downloads one file, and tells of every piece that it has written, until it is killed. */
const [host = '', ca = '', token = '', path = '', bytes = '', localPath = ''] = process.argv.slice(2);
const { source } = openSource({ host, ca }, { connection: { getToken: async () => token } });
const file = { path, name: 'part', bytes: Number(bytes) };
let arrived = 0;
await source.volumes.download(file, localPath, new AbortController().signal, {
  onBytes: (more) => {
    arrived += more;
    process.send?.(arrived);
  },
});
