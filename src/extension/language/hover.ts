import type { TableDetails } from '../../shared/catalog-entries.ts';
import { chooseRequest } from '../../shared/document/choose-request.ts';
import { parseReplication } from '../../shared/document/parse-replication.ts';
import { fillTemplate } from '../../shared/document/target-template.ts';
import { type SourceName, sourceLabel, targetLabel } from '../../shared/names.ts';
import { code, escapeMarkdown } from '../../shared/text/markdown.ts';
import { formatBytes, formatCount } from '../../shared/text/units.ts';
import { kindLabel } from '../catalog/table-kind.ts';
import { readEntrySource, readExactName } from './read-context.ts';
import { describeAt } from './schema-at.ts';
import { findSpot, type Spot } from './spot.ts';

/** What there is to say of a place; offsets of what it is said of. */
export interface HoverSubject {
  readonly start: number;
  readonly end: number;
  /** Of a key or its value, from the form of the document. */
  readonly meaning?: string;
  /** A table that the document names here. */
  readonly table?: SourceName;
}

export function findHover(text: string, offset: number): HoverSubject | undefined {
  const spot = findSpot(text, offset);
  if (spot === undefined || spot.end === spot.start) return undefined;
  const path = spot.kind === 'key' ? [...spot.path, spot.text] : spot.path;
  const meaning = describeAt({ path, olderForm: spot.olderForm });
  const table = spot.kind === 'value' ? tableAt(text, spot) : undefined;
  if (meaning === undefined && table === undefined) return undefined;
  return { start: spot.start, end: spot.end, ...(meaning && { meaning }), ...(table && { table }) };
}

function tableAt(text: string, spot: Spot): SourceName | undefined {
  const [list, index, key] = spot.path;
  if (list === 'exclude' && typeof index === 'number') return readExactName(spot.text);
  const names = spot.path.length === 2 || key === 'source';
  return list === 'tables' && names ? readEntrySource(text, spot) : undefined;
}

/** The name that a table gets in DuckDB; undefined where the document does not copy it, or has mistakes. */
export function targetOf(text: string, source: SourceName): string | undefined {
  const parsed = parseReplication(text);
  const request = parsed.ok ? chooseRequest(parsed.replication, source) : undefined;
  return request && targetLabel(fillTemplate(request.target, source));
}

/** More columns than these make a hover too long. */
const shownColumns = 25;

/** What the workspace says of a table, as Markdown. */
export function tableMarkdown(details: TableDetails, target: string | undefined): string {
  const { comment, owner, format, bytes, version, columns, primaryKey } = details;
  const facts = [
    kindLabel(details.kind),
    ...(format === undefined ? [] : [format]),
    ...(bytes === undefined ? [] : [formatBytes(bytes)]),
    ...(version === undefined ? [] : [`version ${formatCount(version)}`]),
    ...(owner === undefined ? [] : [`owned by ${escapeMarkdown(owner)}`]),
  ];
  const rows = columns.slice(0, shownColumns).map(({ name, type, comment: note }) => {
    const key = primaryKey.includes(name) ? ' 🔑' : '';
    return `| ${escapeMarkdown(name)}${key} | ${code(type)} | ${escapeMarkdown(note ?? '')} |`;
  });
  const rest =
    columns.length > shownColumns ? [`\n… and ${formatCount(columns.length - shownColumns)} more columns`] : [];
  return [
    `**${escapeMarkdown(sourceLabel(details.name))}**${target === undefined ? '' : ` → ${code(target)}`}`,
    facts.join(' · '),
    ...(comment === undefined ? [] : [escapeMarkdown(comment)]),
    ['| Column | Type | |', '|:--|:--|:--|', ...rows].join('\n'),
    ...rest,
  ].join('\n\n');
}
