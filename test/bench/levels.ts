// Every level on every shape of table, beside what DuckDB can do at all on this machine, and beside other tools.
// Usage: npm run bench -- [--shapes narrow,wide] [--levels streaming] [--scale F] [--rounds N] [--peers [connector,sling]] [--python PATH] [--json FILE]
import { writeFileSync } from 'node:fs';
import { compare } from './support/compare.ts';
import { type Contender, levelContender, limit, peerContender } from './support/contenders.ts';
import { readLevelOptions } from './support/level-options.ts';
import { describeMachine, machineLine } from './support/machine.ts';
import { catalogOf, type MadeTable, madeDatabase } from './support/made-database.ts';
import { renderShape, type ShapeReport } from './support/report.ts';
import { runRounds, type Task } from './support/run-rounds.ts';
import { type ShapeName, selectShape, shapes } from './support/shapes.ts';
import { withWarehouse } from './support/warehouse.ts';

/** What slow contenders get of the rows. */
const part = 1 / 20;
/** The tool beside whose speed that of the levels is shown. */
const yardstick = 'connector';

const options = readLevelOptions(process.argv.slice(2));
const rowsOf = (shape: ShapeName, schema: string): number =>
  Math.max(1, Math.round(shapes[shape].rows * options.scale * (schema === 'part' ? part : 1)));
const tables: MadeTable[] = options.shapes.flatMap((name) =>
  ['whole', 'part'].map((schema) => {
    const rows = rowsOf(name, schema);
    return { schema, name, rows, query: selectShape(name, rows) };
  }),
);
const contenders = [
  limit,
  ...options.levels.map(levelContender),
  ...options.peers.map((peer) => peerContender(peer, options.python)),
];
const machine = describeMachine();
console.log(`${machineLine(machine)}\n`);
const database = await madeDatabase(tables);
const reports = await withWarehouse(['--database', database], async ({ endpoint, pid }) => {
  const done: (ShapeReport & { readonly runs: unknown })[] = [];
  for (const shape of options.shapes) {
    console.error(`${shape}:`);
    const taskOf = ({ isSlow }: Contender): Task => {
      const schema = isSlow ? 'part' : 'whole';
      return {
        copy: { database, catalog: catalogOf(database), schema, table: shape, endpoint },
        rows: rowsOf(shape, schema),
      };
    };
    const { rounds, skipped } = await runRounds(contenders, taskOf, pid, options.rounds);
    const standard = rounds.find(({ name }) => name === limit.name);
    if (standard === undefined) throw new Error(`The limit could not be measured: ${skipped[0]?.reason}`);
    const peer = rounds.find(({ name }) => name === yardstick);
    const compared = rounds.map((one) => compare(one, standard, peer));
    const report = { shape, rows: rowsOf(shape, 'whole'), columns: shapes[shape].columns, compared, skipped };
    console.log(renderShape(report, yardstick));
    done.push({ ...report, runs: rounds });
  }
  return done;
});
if (options.json !== undefined) {
  const { json, python, ...asked } = options;
  writeFileSync(json, `${JSON.stringify({ machine, asked, shapes: reports }, undefined, 2)}\n`);
}
