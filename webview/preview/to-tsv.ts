type Row = readonly (string | null)[];

/** For spreadsheets: a NULL is an empty cell; what would break the lines stands in quotes. */
export function toTsv(rows: readonly Row[], header?: readonly string[]): string {
  const lines = header === undefined ? rows : [header, ...rows];
  return lines.map((row) => row.map(cell).join('\t')).join('\n');
}

function cell(value: string | null): string {
  if (value === null) return '';
  return /[\t\n\r"]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}
