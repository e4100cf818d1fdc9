import { columnNames, mapping, named, type Schema, text } from './schema-parts.ts';

const column = {
  ...mapping(
    'What becomes of the column, in this order: expression, cast, default, then the name.',
    {
      expression: text('DuckDB SQL over the columns of the source, in the place of the column.'),
      cast: text('A type of DuckDB, such as DOUBLE or DECIMAL(12,2).'),
      default: { description: 'In the place of NULL.', type: ['string', 'number', 'boolean'] },
      rename: text('The name of the column in the copy.'),
    },
    [],
  ),
  minProperties: 1,
};

const dropDuplicates = {
  description: 'Of rows that agree in all of these columns one is kept, after the filter.',
  anyOf: [
    columnNames('Columns of the source in which rows have to agree.'),
    mapping(
      'The columns, and which of the rows is kept.',
      {
        by: columnNames('Columns of the source in which rows have to agree.'),
        orderBy: text('DuckDB SQL after ORDER BY; the first row in this order is kept. Such as c_acctbal DESC.'),
      },
      ['by'],
    ),
  ],
};

/** `transform` of a table. */
export const transformSchema: Schema = {
  ...mapping(
    'What is done with the rows on their way into the copy, by the level pandas; DuckDB SQL throughout.',
    {
      columns: named('Columns of the source, by name.', column),
      derive: named(
        'Further columns of the copy: name and expression.',
        text('DuckDB SQL over the columns of the source.'),
      ),
      filter: text('A condition in DuckDB SQL over the columns of the source; only rows for which it holds are kept.'),
      dropDuplicates,
    },
    [],
  ),
  minProperties: 1,
};
