import { writeFileSync } from 'node:fs';
import type { Comparison } from './compare.ts';
import type { Spread } from './statistics.ts';
import { textTable } from './text-table.ts';

/** What came of one shape. */
export interface ShapeReport {
  readonly shape: string;
  readonly rows: number;
  readonly columns: string;
  readonly compared: readonly Comparison[];
  readonly skipped: readonly { readonly name: string; readonly reason: string }[];
}

const counted = (number: number): string => Math.round(number).toLocaleString('en');
const megabytes = (bytes: number): string => `${Math.round(bytes / 1e6)} MB`;
const seconds = (number: number): string => number.toFixed(2);

function ratioText({ median, least, most }: Spread): string {
  const range = least === most ? '' : ` (${least.toFixed(2)}–${most.toFixed(2)})`;
  return `${median.toFixed(2)}${range}`;
}

/** The table of one shape for people. */
export function renderShape({ shape, rows, columns, compared, skipped }: ShapeReport, peer: string): string {
  const withPeer = compared.some(({ ofPeer }) => ofPeer !== undefined);
  const header = [
    shape,
    'speed ÷ limit',
    'per CPU s ÷ limit',
    ...(withPeer ? [`speed ÷ ${peer}`] : []),
    'rows/s',
    'rows',
    's',
    'CPU s',
    'peak',
    'file ÷ limit',
    'warehouse CPU s',
    'its peak',
    's before',
  ];
  const lines = compared.map((one) => [
    one.name,
    ratioText(one.ofLimit),
    ratioText(one.cpuOfLimit),
    ...(withPeer ? [one.ofPeer === undefined ? '' : ratioText(one.ofPeer)] : []),
    counted(one.rowsPerSecond),
    counted(one.rows),
    seconds(one.seconds),
    seconds(one.cpu),
    megabytes(one.peak),
    one.fileOfLimit?.toFixed(2) ?? '',
    seconds(one.warehouseCpu),
    megabytes(one.warehousePeak),
    seconds(one.beforehand),
  ]);
  const told = skipped.map(({ name, reason }) => `not measured: ${name} (${reason.split('\n')[0]})`);
  return [`${shape}: ${counted(rows)} rows, ${columns}`, '', textTable(header, lines), ...told, ''].join('\n');
}

/** For machines, where a file for it was asked for. */
export function writeReport(file: string | undefined, report: unknown): void {
  if (file !== undefined) writeFileSync(file, `${JSON.stringify(report, undefined, 2)}\n`);
}
