import { DuckDBInstance } from '@duckdb/node-api';

/** Opens the file that the first argument names and holds it until it is killed. */
const instance = await DuckDBInstance.create(process.argv[2]);
const connection = await instance.connect();
await connection.run('CREATE TABLE IF NOT EXISTS held (i INTEGER)');
process.send?.('held');
setInterval(() => connection.getClientContext(), 60_000);
