// What a table costs beyond the transfer of its rows: tables of ten rows, 1, 20 and 200 of them. The aim is 150 ms each.
// Usage: npm run bench -- small-tables [--level streaming] [--counts 1,20,200] [--rounds N] [--json FILE]
import { levelContender, levelNames, limit } from './support/contenders.ts';
import { describeMachine, machineLine } from './support/machine.ts';
import { catalogOf, type MadeTable, madeDatabase } from './support/made-database.ts';
import { chosen, readOptions, wholeNumber } from './support/options.ts';
import { hasFailed, renderLeftOut, writeReport } from './support/report.ts';
import { runRounds } from './support/run-rounds.ts';
import { costOfTables, renderCosts } from './support/table-costs.ts';
import { withWarehouse } from './support/warehouse.ts';

const rows = 10;

const options = readOptions(process.argv.slice(2), { level: 'streaming', counts: '1,20,200', rounds: '5' });
const [level = 'streaming'] = chosen('level', options.level, levelNames);
const counts = options.counts.split(',').map((count) => wholeNumber('counts', count));
const rounds = wholeNumber('rounds', options.rounds);
const names = Array.from({ length: Math.max(...counts) }, (_, index) => `table_${String(index + 1).padStart(4, '0')}`);
const tables = names.map((name, index): MadeTable => {
  const query = `SELECT i AS id, 'row ' || i || ' of ${name}' AS name, CAST(i * ${index} / 100 AS DECIMAL(18,2)) AS amount FROM range(${rows}) AS source(i)`;
  return { schema: 'small', name, rows, query };
});
const machine = describeMachine();
console.log(`${machineLine(machine)}\n`);
const database = await madeDatabase(tables);
const costs = await withWarehouse([database], async ({ endpoint, pid }) => {
  const done = [];
  for (const count of counts) {
    console.error(`${count}:`);
    const copied = names.slice(0, count);
    const copy = { database, catalog: catalogOf(database), schema: 'small', tables: copied, endpoint };
    const task = { copy, rows: rows * count };
    done.push({ count, ...(await runRounds([limit, levelContender(level)], () => task, pid, rounds)) });
  }
  return done;
});
const report = costOfTables(costs);
console.log(renderCosts(report));
for (const { count, leftOut } of costs)
  for (const line of renderLeftOut(leftOut)) console.log(`${count} tables: ${line}`);
writeReport(options.json, { machine, level, costs, report });
if (costs.some(hasFailed)) process.exitCode = 1;
