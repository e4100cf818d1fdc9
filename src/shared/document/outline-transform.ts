import { isMap, isPair, isSeq, type YAMLMap } from 'yaml';
import { scalarText, textList, texts } from './outline-texts.ts';
import { writtenDefault } from './written-default.ts';

/** A transform as it is written, sound or not. */
export interface OutlinedTransform {
  readonly columns: readonly OutlinedColumn[];
  readonly derive: readonly { readonly name: string; readonly expression: string }[];
  readonly filter?: string;
  readonly dropDuplicates?: { readonly by: readonly string[]; readonly orderBy?: string };
}

export type ColumnTransformKey = 'expression' | 'cast' | 'default' | 'rename';

export interface OutlinedColumn extends Readonly<Partial<Record<ColumnTransformKey, string>>> {
  readonly name: string;
}

/** Undefined where there is none. */
export function outlineTransform(node: unknown): OutlinedTransform | undefined {
  if (!isMap(node)) return undefined;
  const duplicates = node.get('dropDuplicates', true);
  const by = textList(isMap(duplicates) ? duplicates.get('by', true) : duplicates);
  return {
    columns: entriesOf(node.get('columns', true)).map(({ name, value }) => outlineColumn(name, value)),
    derive: entriesOf(node.get('derive', true)).map(({ name, value }) => ({
      name,
      expression: scalarText(value) ?? '',
    })),
    ...texts(node, ['filter']),
    ...(by === undefined && !isMap(duplicates)
      ? {}
      : { dropDuplicates: { by: by ?? [], ...texts(duplicates, ['orderBy']) } }),
  };
}

function outlineColumn(name: string, node: unknown): OutlinedColumn {
  const value: unknown = isMap(node) ? node.get('default') : undefined;
  const known = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
  return {
    name,
    ...texts(node, ['expression', 'cast', 'rename']),
    ...(known ? { default: writtenDefault(value) } : {}),
  };
}

function entriesOf(node: unknown): readonly { readonly name: string; readonly value: unknown }[] {
  if (!isMap(node)) return [];
  return (node as YAMLMap).items.flatMap((pair) => {
    const name = isPair(pair) ? scalarText(pair.key) : undefined;
    return name === undefined ? [] : [{ name, value: isSeq(pair.value) ? undefined : pair.value }];
  });
}
