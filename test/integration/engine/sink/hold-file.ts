import { DuckDBInstance } from '@duckdb/node-api';

const [, , file, mode = 'READ_WRITE'] = process.argv;

/** Opens the file that the first argument names and holds it until it is killed; to read only, if the second says so. */
const instance = await DuckDBInstance.create(file, { access_mode: mode });
const connection = await instance.connect();
if (mode === 'READ_WRITE') await connection.run('CREATE TABLE IF NOT EXISTS held (i INTEGER)');
process.send?.('held');
setInterval(() => connection.getClientContext(), 60_000);
