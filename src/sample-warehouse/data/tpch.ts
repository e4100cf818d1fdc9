import type { Column } from '../sql/relation.ts';
import { parseType } from '../sql/types.ts';

/** A table whose rows DuckDB makes on first use: the same for the same scale, everywhere. */
export interface GeneratedTable {
  readonly name: string;
  readonly comment: string;
  readonly columns: readonly Column[];
  /** Expected number of rows, exact but for lineitem. */
  readonly rows: number;
  readonly bytesPerRow: number;
  readonly query: string;
}

const words = `['furiously','carefully','quickly','slyly','blithely','ironic','regular','express','special','pending','final','bold','even','silent','unusual','ruthless','daring','deposits','requests','packages','accounts','theodolites','instructions','foxes','pinto beans','platelets','dependencies','ideas','asymptotes','sleep','nag','haggle','wake','use','cajole','boost','detect','among','above','against','along the']`;

/** An integer from `low` to `high`, of the row and a salt. */
const roll = (key: string, salt: string, low: number | string, high: number | string) =>
  `(CAST(hash(${key}, '${salt}') % CAST(${high} - (${low}) + 1 AS UBIGINT) AS BIGINT) + (${low}))`;
const pick = (key: string, salt: string, list: string) =>
  `${list}[1 + CAST(hash(${key}, '${salt}') % CAST(len(${list}) AS UBIGINT) AS BIGINT)]`;
const text = (key: string, salt: string, count: number) =>
  Array.from({ length: count }, (_, index) => pick(key, `${salt}${index}`, words)).join(` || ' ' || `);
const money = (key: string, salt: string, low: number, high: number) =>
  `CAST(${roll(key, salt, low, high)} / 100 AS DECIMAL(18,2))`;
const phone = (key: string, nation: string) =>
  `format('{}-{:03d}-{:03d}-{:04d}', ${nation} + 10, ${roll(key, 'p1', 100, 999)}, ${roll(key, 'p2', 100, 999)}, ${roll(key, 'p3', 1000, 9999)})`;

const nations = `ALGERIA 0,ARGENTINA 1,BRAZIL 1,CANADA 1,EGYPT 4,ETHIOPIA 0,FRANCE 3,GERMANY 3,INDIA 2,INDONESIA 2,IRAN 4,IRAQ 4,JAPAN 2,JORDAN 4,KENYA 0,MOROCCO 0,MOZAMBIQUE 0,PERU 1,CHINA 2,ROMANIA 3,SAUDI ARABIA 4,VIETNAM 2,RUSSIA 3,UNITED KINGDOM 3,UNITED STATES 1`;

const colors = `['almond','antique','aquamarine','azure','beige','bisque','black','blanched','blue','blush','brown','burlywood','chartreuse','chiffon','chocolate','coral','cornflower','cream','cyan','dark','dim','dodger','drab','firebrick','forest','frosted','ghost','goldenrod','green','honeydew','hot','indian','ivory','khaki','lace','lavender','lemon','light','lime','linen','magenta','maroon','medium','metallic','midnight','mint','misty','navajo','navy','olive','orange','orchid','pale','papaya','peach','peru','pink','plum','powder','puff','purple','red','rose','rosy','royal','saddle','salmon','sandy','seashell','sienna','sky','slate','smoke','snow','spring','steel','tan','thistle','tomato','turquoise','violet','wheat','white','yellow']`;

const price = '(90000 + (p // 10) % 20001 + 100 * (p % 1000))';

function columns(text_: string): Column[] {
  return text_.split(', ').map((pair) => {
    const [name = '', type = ''] = pair.split(' ');
    return { name, type: parseType(type), nullable: true, physical: name };
  });
}

/** The eight tables of TPC-H with the columns and types of `samples.tpch`. */
export function tpchTables(scale: number): GeneratedTable[] {
  const count = (base: number) => Math.max(1, Math.round(base * scale));
  const suppliers = count(10_000);
  const parts = count(200_000);
  const customers = count(150_000);
  const orders = count(1_500_000);
  const supplierOf = (part: string, nth: string) =>
    `((${part} + ${nth} * (${suppliers} // 4 + (${part} - 1) // ${suppliers})) % ${suppliers} + 1)`;
  // Keys of orders are sparse, as in the original: 8 of every 32.
  const order = '((i // 8) * 32 + i % 8 + 1)';
  const day = roll('i', 'date', 0, 2405);
  const orderRows = `SELECT ${order} AS k, i, DATE '1992-01-01' + CAST(${day} AS INTEGER) AS d, ${roll('i', 'lines', 1, 7)} AS n FROM range(${orders}) t(i)`;
  const linePart = roll('l', 'part', 1, parts);
  return [
    {
      name: 'region',
      comment: 'The five regions',
      columns: columns('r_regionkey bigint, r_name string, r_comment string'),
      rows: 5,
      bytesPerRow: 120,
      query: `SELECT i::BIGINT, ['AFRICA','AMERICA','ASIA','EUROPE','MIDDLE EAST'][i + 1], ${text('i', 'region', 8)} FROM range(5) t(i)`,
    },
    {
      name: 'nation',
      comment: 'The 25 nations',
      columns: columns('n_nationkey bigint, n_name string, n_regionkey bigint, n_comment string'),
      rows: 25,
      bytesPerRow: 110,
      query: `SELECT (i - 1)::BIGINT, regexp_replace(x, ' \\d$', ''), right(x, 1)::BIGINT, ${text('i', 'nation', 8)} FROM (SELECT unnest(string_split('${nations}', ',')) AS x, unnest(range(1, 26)) AS i)`,
    },
    {
      name: 'supplier',
      comment: 'Suppliers of parts',
      columns: columns(
        's_suppkey bigint, s_name string, s_address string, s_nationkey bigint, s_phone string, s_acctbal decimal(18,2), s_comment string',
      ),
      rows: suppliers,
      bytesPerRow: 75,
      query: `SELECT i, format('Supplier#{:09d}', i), left(md5('s' || i), 10 + (i % 20)::INT), n, ${phone('i', 'n')}, ${money('i', 'bal', -99_999, 999_999)}, ${text('i', 'supplier', 8)} FROM (SELECT i, ${roll('i', 'sn', 0, 24)} AS n FROM range(1, ${suppliers} + 1) t(i))`,
    },
    {
      name: 'customer',
      comment: 'Customers and their balance',
      columns: columns(
        'c_custkey bigint, c_name string, c_address string, c_nationkey bigint, c_phone string, c_acctbal decimal(18,2), c_mktsegment string, c_comment string',
      ),
      rows: customers,
      bytesPerRow: 80,
      query: `SELECT i, format('Customer#{:09d}', i), left(md5('c' || i), 10 + (i % 20)::INT), n, ${phone('i', 'n')}, ${money('i', 'cbal', -99_999, 999_999)}, ${pick('i', 'segment', "['AUTOMOBILE','BUILDING','FURNITURE','MACHINERY','HOUSEHOLD']")}, ${text('i', 'customer', 9)} FROM (SELECT i, ${roll('i', 'cn', 0, 24)} AS n FROM range(1, ${customers} + 1) t(i))`,
    },
    {
      name: 'part',
      comment: 'Parts for sale',
      columns: columns(
        'p_partkey bigint, p_name string, p_mfgr string, p_brand string, p_type string, p_size int, p_container string, p_retailprice decimal(18,2), p_comment string',
      ),
      rows: parts,
      bytesPerRow: 45,
      query: `SELECT p, ${[1, 2, 3, 4, 5].map((n) => pick('p', `color${n}`, colors)).join(" || ' ' || ")}, 'Manufacturer#' || m, 'Brand#' || m || ${roll('p', 'brand', 1, 5)}, ${pick('p', 't1', "['STANDARD','SMALL','MEDIUM','LARGE','ECONOMY','PROMO']")} || ' ' || ${pick('p', 't2', "['ANODIZED','BURNISHED','PLATED','POLISHED','BRUSHED']")} || ' ' || ${pick('p', 't3', "['TIN','NICKEL','BRASS','STEEL','COPPER']")}, ${roll('p', 'size', 1, 50)}::INTEGER, ${pick('p', 'c1', "['SM','LG','MED','JUMBO','WRAP']")} || ' ' || ${pick('p', 'c2', "['CASE','BOX','BAG','JAR','PKG','PACK','CAN','DRUM']")}, CAST(${price} / 100 AS DECIMAL(18,2)), ${text('p', 'part', 2)} FROM (SELECT p, ${roll('p', 'mfgr', 1, 5)} AS m FROM range(1, ${parts} + 1) t(p))`,
    },
    {
      name: 'partsupp',
      comment: 'Which supplier sells which part',
      columns: columns(
        'ps_partkey bigint, ps_suppkey bigint, ps_availqty int, ps_supplycost decimal(18,2), ps_comment string',
      ),
      rows: parts * 4,
      bytesPerRow: 55,
      query: `SELECT p, ${supplierOf('p', 's')}, ${roll('p * 4 + s', 'qty', 1, 9999)}::INTEGER, ${money('p * 4 + s', 'cost', 100, 100_000)}, ${text('(p * 4 + s)', 'partsupp', 16)} FROM (SELECT p, unnest(range(4)) AS s FROM range(1, ${parts} + 1) t(p))`,
    },
    {
      name: 'orders',
      comment: 'Orders of customers',
      columns: columns(
        'o_orderkey bigint, o_custkey bigint, o_orderstatus string, o_totalprice decimal(18,2), o_orderdate date, o_orderpriority string, o_clerk string, o_shippriority int, o_comment string',
      ),
      rows: orders,
      bytesPerRow: 40,
      query: `SELECT k, ${roll('i', 'cust', 1, customers)}, CASE WHEN d < DATE '1995-03-01' THEN 'F' WHEN d > DATE '1995-06-17' THEN 'O' ELSE 'P' END, ${money('i', 'total', 90_000, 50_000_000)}, d, ${pick('i', 'prio', "['1-URGENT','2-HIGH','3-MEDIUM','4-NOT SPECIFIED','5-LOW']")}, format('Clerk#{:09d}', ${roll('i', 'clerk', 1, count(1000))}), 0::INTEGER, ${text('i', 'orders', 6)} FROM (${orderRows})`,
    },
    {
      name: 'lineitem',
      comment: 'Lines of orders',
      columns: columns(
        'l_orderkey bigint, l_partkey bigint, l_suppkey bigint, l_linenumber int, l_quantity decimal(18,2), l_extendedprice decimal(18,2), l_discount decimal(18,2), l_tax decimal(18,2), l_returnflag string, l_linestatus string, l_shipdate date, l_commitdate date, l_receiptdate date, l_shipinstruct string, l_shipmode string, l_comment string',
      ),
      rows: orders * 4,
      bytesPerRow: 35,
      query: `SELECT k, p, ${supplierOf('p', roll('l', 'nth', 0, 3))}, line::INTEGER, CAST(q AS DECIMAL(18,2)), CAST(q * ${price} / 100 AS DECIMAL(18,2)), CAST(${roll('l', 'disc', 0, 10)} / 100 AS DECIMAL(18,2)), CAST(${roll('l', 'tax', 0, 8)} / 100 AS DECIMAL(18,2)), CASE WHEN r <= DATE '1995-06-17' THEN CASE WHEN l % 2 = 0 THEN 'R' ELSE 'A' END ELSE 'N' END, CASE WHEN s > DATE '1995-06-17' THEN 'O' ELSE 'F' END, s, d + CAST(${roll('l', 'commit', 30, 90)} AS INTEGER), r, ${pick('l', 'instruct', "['DELIVER IN PERSON','COLLECT COD','NONE','TAKE BACK RETURN']")}, ${pick('l', 'mode', "['REG AIR','AIR','RAIL','SHIP','TRUCK','MAIL','FOB']")}, ${text('l', 'line', 3)} FROM (SELECT *, s + CAST(${roll('l', 'receipt', 1, 30)} AS INTEGER) AS r FROM (SELECT *, d + CAST(${roll('l', 'ship', 1, 121)} AS INTEGER) AS s, ${linePart} AS p, ${roll('l', 'qty', 1, 50)} AS q FROM (SELECT *, k * 8 + line AS l FROM (SELECT k, d, unnest(range(1, n + 1)) AS line FROM (${orderRows})))))`,
    },
  ];
}
