import { isMap, isPair, isScalar, isSeq } from 'yaml';
import { type Follow, scalarText, textList, texts } from './outline-texts.ts';
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
export function outlineTransform(node: unknown, follow: Follow): OutlinedTransform | undefined {
  if (!isMap(node)) return undefined;
  const at = (key: string): unknown => follow(node.get(key, true));
  const duplicates = at('dropDuplicates');
  const by = textList(isMap(duplicates) ? follow(duplicates.get('by', true)) : duplicates, follow);
  return {
    columns: entriesOf(at('columns'), follow).map(({ name, value }) => outlineColumn(name, value, follow)),
    derive: entriesOf(at('derive'), follow).map(({ name, value }) => ({ name, expression: scalarText(value) ?? '' })),
    ...texts(node, ['filter'], follow),
    ...(by === undefined && !isMap(duplicates)
      ? {}
      : { dropDuplicates: { by: by ?? [], ...texts(duplicates, ['orderBy'], follow) } }),
  };
}

function outlineColumn(name: string, node: unknown, follow: Follow): OutlinedColumn {
  const scalar = isMap(node) ? follow(node.get('default', true)) : undefined;
  const value: unknown = isScalar(scalar) ? scalar.value : undefined;
  const known = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
  return {
    name,
    ...texts(node, ['expression', 'cast', 'rename'], follow),
    ...(known ? { default: writtenDefault(value) } : {}),
  };
}

function entriesOf(node: unknown, follow: Follow): readonly { readonly name: string; readonly value: unknown }[] {
  if (!isMap(node)) return [];
  return node.items.flatMap((pair) => {
    const name = isPair(pair) ? scalarText(pair.key) : undefined;
    const value = follow(pair.value);
    return name === undefined ? [] : [{ name, value: isSeq(value) ? undefined : value }];
  });
}
