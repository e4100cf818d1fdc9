// Every level on every shape of table, beside what DuckDB can do at all on this machine, and beside other tools.
// Usage: npm run bench -- [--shapes narrow,wide] [--levels streaming] [--peers [connector,sling]] [--python PATH]
//                         [--scale F] [--rounds N] [--json FILE]
import { compare } from './support/compare.ts';
import { type Contender, levelContender, levelNames, limit, peerContender, peerNames } from './support/contenders.ts';
import { describeMachine, machineLine } from './support/machine.ts';
import { catalogOf, type MadeTable, madeDatabase } from './support/made-database.ts';
import { chosen, positive, readOptions, wholeNumber } from './support/options.ts';
import { hasFailed, renderShape, type ShapeReport, writeReport } from './support/report.ts';
import { limitOf, runRounds, type Task } from './support/run-rounds.ts';
import { type ShapeName, selectShape, shapeNames, shapes } from './support/shapes.ts';
import { withWarehouse } from './support/warehouse.ts';

/** What slow contenders get of the rows. */
const part = 1 / 20;
/** The tool beside whose speed that of the levels is shown. */
const yardstick = 'connector';

/** `--peers` without names means all of them. */
const args = process.argv
  .slice(2)
  .map((arg, at, all) => (arg === '--peers' && (all[at + 1] ?? '-').startsWith('-') ? `--peers=${peerNames}` : arg));
const options = readOptions(args, {
  shapes: shapeNames.join(','),
  levels: levelNames.join(','),
  peers: '',
  python: 'python3',
  scale: '1',
  rounds: '5',
});
const chosenShapes = chosen('shape', options.shapes, shapeNames);
const scale = positive('scale', options.scale);
const count = wholeNumber('rounds', options.rounds);
const rowsOf = (shape: ShapeName, schema: string): number =>
  Math.max(1, Math.round(shapes[shape].rows * scale * (schema === 'part' ? part : 1)));
const tablesOf = (name: ShapeName): readonly MadeTable[] =>
  ['whole', 'part'].map((schema) => {
    const rows = rowsOf(name, schema);
    return { schema, name, rows, query: selectShape(name, rows) };
  });
const contenders = [
  limit,
  ...chosen('level', options.levels, levelNames).map(levelContender),
  ...(options.peers === '' ? [] : chosen('peer', options.peers, peerNames)).map((peer) =>
    peerContender(peer, options.python),
  ),
];
const machine = describeMachine();
console.log(`${machineLine(machine)}\n`);
const databases = new Map<ShapeName, string>();
for (const shape of chosenShapes) databases.set(shape, await madeDatabase(tablesOf(shape)));
const reports = await withWarehouse([...databases.values()], async ({ endpoint, pid }) => {
  const done: (ShapeReport & { readonly runs: unknown })[] = [];
  for (const [shape, database] of databases) {
    console.error(`${shape}:`);
    const taskOf = ({ isSlow }: Contender): Task => {
      const schema = isSlow ? 'part' : 'whole';
      return {
        copy: { database, catalog: catalogOf(database), schema, tables: [shape], endpoint },
        rows: rowsOf(shape, schema),
      };
    };
    const taken = await runRounds(contenders, taskOf, pid, count);
    const { rounds, leftOut } = taken;
    const peer = rounds.find(({ name }) => name === yardstick);
    const compared = rounds.map((one) => compare(one, limitOf(taken), peer));
    const report = { shape, rows: rowsOf(shape, 'whole'), columns: shapes[shape].columns, compared, leftOut };
    console.log(renderShape(report, yardstick));
    done.push({ ...report, runs: rounds });
  }
  return done;
});
writeReport(options.json, { machine, scale, shapes: reports });
if (reports.some(hasFailed)) process.exitCode = 1;
