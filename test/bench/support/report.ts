import { writeFileSync } from 'node:fs';
import type { Comparison } from './compare.ts';
import type { Spread } from './statistics.ts';
import { textTable } from './text-table.ts';

/** Who was not measured to the end, and why. */
export interface LeftOut {
  readonly name: string;
  readonly reason: string;
  /** It should have been able to. */
  readonly isFailure: boolean;
}

/** What came of one shape. */
export interface ShapeReport {
  readonly shape: string;
  readonly rows: number;
  readonly columns: string;
  readonly compared: readonly Comparison[];
  readonly leftOut: readonly LeftOut[];
}

const counted = (number: number): string => Math.round(number).toLocaleString('en');
const megabytes = (bytes: number): string => `${Math.round(bytes / 1e6)} MB`;
const seconds = (number: number): string => number.toFixed(2);

function ratioText({ median, least, most }: Spread): string {
  const range = least === most ? '' : ` (${least.toFixed(2)}–${most.toFixed(2)})`;
  return `${median.toFixed(2)}${range}`;
}

/** A line for each. */
export function renderLeftOut(leftOut: readonly LeftOut[]): readonly string[] {
  return leftOut.map(
    ({ name, reason, isFailure }) => `${isFailure ? 'FAILED' : 'not measured'}: ${name} (${reason.split('\n')[0]})`,
  );
}

/** Whether the benchmark as a whole is to end as failed. */
export function hasFailed({ leftOut }: { readonly leftOut: readonly LeftOut[] }): boolean {
  return leftOut.some(({ isFailure }) => isFailure);
}

/** The table of one shape for people. */
export function renderShape({ shape, rows, columns, compared, leftOut }: ShapeReport, peer: string): string {
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
  return [
    `${shape}: ${counted(rows)} rows, ${columns}`,
    '',
    textTable(header, lines),
    ...renderLeftOut(leftOut),
    '',
  ].join('\n');
}

/** For machines, where a file for it was asked for. */
export function writeReport(file: string | undefined, report: unknown): void {
  if (file !== undefined) writeFileSync(file, `${JSON.stringify(report, undefined, 2)}\n`);
}
