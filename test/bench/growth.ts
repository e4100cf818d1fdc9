// What ten times as many rows cost a level: the aims are 10.5 times the time, and 1.1 times the memory.
// Usage: npm run bench -- growth [--shape lineitem] [--levels streaming] [--scale F] [--rounds N] [--json FILE]
import { compare } from './support/compare.ts';
import { levelContender, levelNames, limit } from './support/contenders.ts';
import { growingTables } from './support/growing-tables.ts';
import { grown, renderGrowth } from './support/growth-report.ts';
import { describeMachine, machineLine } from './support/machine.ts';
import { catalogOf, madeDatabase } from './support/made-database.ts';
import { chosen, positive, readOptions, wholeNumber } from './support/options.ts';
import { hasFailed, renderShape, writeReport } from './support/report.ts';
import { limitOf, runRounds } from './support/run-rounds.ts';
import { shapeNames, shapes } from './support/shapes.ts';
import { withWarehouse } from './support/warehouse.ts';

const factor = 10;

const options = readOptions(process.argv.slice(2), {
  shape: 'lineitem',
  levels: 'streaming',
  scale: '1',
  rounds: '3',
});
const [shape = 'lineitem'] = chosen('shape', options.shape, shapeNames);
const scale = positive('scale', options.scale);
const rounds = wholeNumber('rounds', options.rounds);
const tables = growingTables(shape, Math.max(1, Math.round(shapes[shape].rows * scale)), factor);
const contenders = [limit, ...chosen('level', options.levels, levelNames).map(levelContender)];
const machine = describeMachine();
console.log(`${machineLine(machine)}\n`);
const database = await madeDatabase(tables);
const sizes = await withWarehouse([database], async ({ endpoint, pid }) => {
  const done = [];
  for (const table of tables) {
    console.error(`${table.schema}:`);
    const copy = { database, catalog: catalogOf(database), schema: table.schema, tables: [shape], endpoint };
    const taken = await runRounds(contenders, () => ({ copy, rows: table.rows }), pid, rounds);
    const compared = taken.rounds.map((one) => compare(one, limitOf(taken)));
    const report = { ...table, shape, columns: shapes[shape].columns, compared, leftOut: taken.leftOut };
    console.log(renderShape(report, ''));
    done.push({ ...report, runs: taken.rounds });
  }
  return done;
});
const [once, tenfold] = sizes;
const growth = once === undefined || tenfold === undefined ? [] : grown(once.compared, tenfold.compared);
console.log(renderGrowth(growth, factor));
writeReport(options.json, { machine, shape, sizes, growth });
if (sizes.some(hasFailed)) process.exitCode = 1;
