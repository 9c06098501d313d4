/**
 * The ClickHouse dialect: a relation of the plan as one SELECT. Steps that keep or drop single rows are put into the SELECT
 * that reads them, for ClickHouse works on the shards only what stands in one SELECT with the distributed table.
 */
import { convert } from '../plan/expression.ts';
import type { Column, Expression, FieldType, PlanNode, ScanNode } from '../plan/types.ts';
import { neededAggregates } from './aggregate-columns.ts';
import { aggregateSql, windowSql } from './clickhouse-aggregates.ts';
import { expressionSql, literalSql, orderSql, storedSql } from './clickhouse-expressions.ts';
import { emptyList, sqlInstant, sqlName, sqlNothing, sqlText, sqlTypes } from './clickhouse-literal.ts';
import { microsOf } from './clickhouse-time.ts';
import { addColumns, conjuncts, filtersOver, withColumns } from './dialect.ts';
import type { RenderRelation, Step } from './dialect.ts';
import { storedTypes } from './tables.ts';
import type { SegmentTable, TableResolver } from './tables.ts';

/**
 * Results come as JSON by position: times as epoch microseconds, lists that are not there as empty ones. `keepHidden` and
 * `ordered` as everywhere.
 */
export const renderRelation: RenderRelation = (relation, tables, options = {}) => {
  const renderer = new Renderer(tables);
  const outer = relation.node.columns.filter((c) => options.keepHidden === true || c.hidden !== true);
  const needed = new Set(outer.map((c) => c.name));
  const ordered = options.ordered !== false && relation.order.length > 0;
  if (ordered) for (const key of relation.order) addColumns(key.expression, needed);
  const from = renderer.node(relation.node, needed);
  const list = outer.map((c) => (c.type === 'time' ? microsOf(from.column(c.name)) : from.column(c.name)));
  const order = ordered ? ` ORDER BY ${orderSql(relation.order, from)}` : '';
  return { sql: from.select(list, order), columns: outer };
};

/** Events without a time have this one in a table whose order is by time, which takes no nulls. */
export const noTime = -2_208_988_800_000_000;

/** A SELECT that is not closed yet: what reads it may still add to it. */
class OpenSelect implements Step {
  readonly name: string;
  readonly #from: string;
  readonly #columns: ReadonlyMap<string, string>;
  readonly #conditions: readonly string[];
  readonly #aliases: readonly string[];

  constructor(
    name: string,
    from: string,
    columns: ReadonlyMap<string, string>,
    conditions: readonly string[] = [],
    aliases: readonly string[] = [],
  ) {
    this.name = name;
    this.#from = from;
    this.#columns = columns;
    this.#conditions = conditions;
    this.#aliases = aliases;
  }

  column(wanted: string): string {
    const sql = this.#columns.get(wanted);
    if (sql === undefined) throw new Error(`Plan error: no column ${JSON.stringify(wanted)} in ${this.name}.`);
    return sql;
  }

  where(conditions: readonly string[]): OpenSelect {
    return new OpenSelect(this.name, this.#from, this.#columns, [...this.#conditions, ...conditions], this.#aliases);
  }

  /** Other columns; `aliases` are named expressions that these use. */
  withColumns(columns: ReadonlyMap<string, string>, aliases: readonly string[]): OpenSelect {
    return new OpenSelect(this.name, this.#from, columns, this.#conditions, [...this.#aliases, ...aliases]);
  }

  /** To be read from by a join; a SELECT that is not closed has nothing but its table here. */
  get source(): string {
    return this.#from;
  }

  /** Closed: the expressions as c0, c1, ...; `rest` stands behind WHERE. */
  select(expressions: readonly string[], rest = ''): string {
    const list = expressions.length === 0 ? '1 AS one' : expressions.map((sql, i) => `${sql} AS c${i}`).join(', ');
    const aliases = this.#aliases.length === 0 ? '' : `WITH ${this.#aliases.join(', ')} `;
    const where = this.#conditions.length === 0 ? '' : ` WHERE ${this.#conditions.join(' AND ')}`;
    return `${aliases}SELECT ${list} FROM ${this.#from}${where}${rest}`;
  }
}

class Renderer {
  readonly #tables: TableResolver;
  #steps = 0;
  #aliases = 0;

  constructor(tables: TableResolver) {
    this.#tables = tables;
  }

  /** A closed SELECT whose c0, c1, ... are these columns, to be read from. */
  #closed(sql: string, names: readonly string[]): OpenSelect {
    const name = this.#newName();
    return new OpenSelect(name, `(${sql}) AS ${name}`, new Map(names.map((column, i) => [column, `${name}.c${i}`])));
  }

  #newName(): string {
    this.#steps += 1;
    return `s${this.#steps}`;
  }

  /** Expressions under names, so that each is written once however often it is read. */
  #named(
    input: OpenSelect,
    values: readonly { readonly name: string; readonly value: Expression }[],
    kept: readonly string[],
  ): OpenSelect {
    const aliases: string[] = [];
    const columns = new Map(kept.map((name) => [name, input.column(name)]));
    for (const { name, value } of values) {
      const sql = expressionSql(value, input);
      if (value.kind === 'column') columns.set(name, sql);
      else {
        const alias = `a${this.#aliases}`;
        this.#aliases += 1;
        aliases.push(`${sql} AS ${alias}`);
        columns.set(name, alias);
      }
    }
    return input.withColumns(columns, aliases);
  }

  /** `needed`: the columns that something above reads; the rest is not even selected. */
  node(node: PlanNode, needed: ReadonlySet<string>): OpenSelect {
    const wanted = node.columns.filter((c) => needed.has(c.name));
    const present = wanted.map((c) => c.name);
    switch (node.kind) {
      case 'scan':
        return this.#scan(node, wanted);
      case 'values':
        return this.#values(node, present);
      case 'series': {
        const name = this.#newName();
        const count = Math.max(0, Math.floor(node.count));
        return new OpenSelect(
          name,
          `numbers(${count}) AS ${name}`,
          new Map([[node.columns[0]?.name ?? '', `toNullable(toFloat64(${name}.number))`]]),
        );
      }
      case 'stage':
        // Of this machine; what sends a plan puts the rows into it first.
        throw new Error(`The rows of ${node.table} are not in the plan.`);
      case 'filter': {
        const { conditions, source } = filtersOver(node);
        const input = this.node(source, withColumns(needed, conditions));
        return input.where(conditions.flatMap(conjuncts).map((condition) => expressionSql(condition, input)));
      }
      case 'extend': {
        const made = node.expressions.filter((e) => needed.has(e.name));
        const names = new Set(node.expressions.map((e) => e.name));
        const kept = present.filter((name) => !names.has(name));
        const input = this.node(
          node.input,
          withColumns(
            new Set(kept),
            made.map((e) => e.value),
          ),
        );
        return this.#named(input, made, kept);
      }
      case 'project': {
        const made = node.expressions.filter((e) => needed.has(e.name));
        const input = this.node(
          node.input,
          withColumns(
            new Set(),
            made.map((e) => e.value),
          ),
        );
        return this.#named(input, made, []);
      }
      case 'aggregate':
        return this.#aggregate(node, needed, present);
      case 'window': {
        const calls = new Map(node.calls.map((c) => [c.name, c.value]));
        const read = node.calls
          .filter((c) => needed.has(c.name))
          .flatMap(({ value }) => [
            ...value.arguments,
            ...value.partitionBy,
            ...value.orderBy.map((k) => k.expression),
            ...(value.filter ? [value.filter] : []),
          ]);
        const input = this.node(node.input, withColumns(new Set([...needed].filter((name) => !calls.has(name))), read));
        const list = present.map((name) => {
          const call = calls.get(name);
          return call === undefined ? input.column(name) : windowSql(call, input);
        });
        return this.#closed(input.select(list), present);
      }
      case 'limit': {
        const keys = node.order.map((k) => k.expression);
        const input = this.node(node.input, withColumns(needed, keys));
        const order = node.order.length > 0 ? ` ORDER BY ${orderSql(node.order, input)}` : '';
        const count = node.count === null ? '' : ` LIMIT ${Math.floor(node.count)}`;
        const offset = node.offset > 0 ? ` OFFSET ${Math.floor(node.offset)}` : '';
        const list = present.map((name) => input.column(name));
        return this.#closed(input.select(list, `${order}${count}${offset}`), present);
      }
      case 'join':
        return this.#join(node, needed);
      case 'union': {
        const branches = node.inputs.map((branch) => {
          const input = this.node(branch, new Set(present));
          const has = new Set(branch.columns.map((c) => c.name));
          return input.select(
            wanted.map(({ name, type }) => (has.has(name) ? cast(input.column(name), type) : sqlNothing(type))),
          );
        });
        return this.#closed(branches.join(' UNION ALL '), present);
      }
      case 'expand': {
        const below = new Set([...needed].filter((name) => name !== node.ordinal)).add(node.column);
        const input = this.node(node.input, below);
        const kept = [...below].filter((name) => name !== node.column);
        const inner = this.#closed(
          input.select([...kept.map((name) => input.column(name)), input.column(node.column)]),
          [...kept, node.column],
        );
        const list = present.map((name) => {
          if (name === node.column) return `if(empty(${inner.column(name)}), NULL, u)`;
          return name === node.ordinal ? 'toFloat64(greatest(p, 1) - 1)' : inner.column(name);
        });
        const source = inner.column(node.column);
        return this.#closed(
          inner.select(list, ` LEFT ARRAY JOIN ${source} AS u, arrayEnumerate(${source}) AS p`),
          present,
        );
      }
      default:
        throw new Error(`Unknown plan node ${JSON.stringify(node satisfies never)}`);
    }
  }

  #values(node: PlanNode & { readonly kind: 'values' }, present: readonly string[]): OpenSelect {
    const wanted = node.columns.map((c, i) => ({ c, i })).filter(({ c }) => present.includes(c.name));
    if (node.rows.length === 0 || wanted.length === 0) {
      const list = wanted.map(({ c }, i) => `${sqlNothing(c.type)} AS c${i}`);
      return this.#closed(
        `SELECT ${list.length > 0 ? list.join(', ') : '1 AS one'} FROM numbers(${node.rows.length})`,
        present,
      );
    }
    const structure = wanted.map(({ c }, i) => `c${i} ${sqlTypes[c.type]}`).join(', ');
    const rows = node.rows.map((row) => `(${wanted.map(({ c, i }) => cellSql(row[i] ?? null, c.type)).join(', ')})`);
    return this.#closed(`SELECT * FROM values(${sqlText(structure)}, ${rows.join(', ')})`, present);
  }

  #scan(node: ScanNode, wanted: readonly Column[]): OpenSelect {
    const segments = node.segments.map((id) => this.#tables.segment(id));
    const names = wanted.map((c) => c.name);
    const [first] = segments;
    if (first === undefined) {
      const list = wanted.map((c, i) => `${sqlNothing(c.type)} AS c${i}`);
      return this.#closed(`SELECT ${list.length > 0 ? list.join(', ') : '1 AS one'} FROM numbers(0)`, names);
    }
    const tables = [...new Set(segments.map((one) => one.table))];
    const reads = tables.map((table) =>
      this.#table(
        node,
        segments.filter((one) => one.table === table),
        wanted,
      ),
    );
    const [only] = reads;
    if (only !== undefined && reads.length === 1) return only;
    const branches = reads.map((read) => read.select(wanted.map((c) => cast(read.column(c.name), c.type))));
    return this.#closed(branches.join(' UNION ALL '), names);
  }

  /** The segments that stand in one table, as one read of it. */
  #table(node: ScanNode, segments: readonly SegmentTable[], wanted: readonly Column[]): OpenSelect {
    const name = this.#newName();
    const [first] = segments;
    const time = first?.columns.get('_time');
    const instant = time === undefined ? undefined : `${name}.${sqlName(time.physical)}`;
    const conditions = [
      ...chosen(name, segments),
      ...(instant === undefined || node.earliest === undefined ? [] : [`${instant} >= ${sqlInstant(node.earliest)}`]),
      ...(instant === undefined || node.latest === undefined ? [] : [`${instant} < ${sqlInstant(node.latest)}`]),
      ...(instant === undefined || node.latest === undefined || node.earliest !== undefined
        ? []
        : [`${instant} > ${sqlInstant(noTime)}`]),
    ];
    const columns = wanted.map(({ name: column, type }): [string, string] => {
      const spelled = segments.map((segment) => spell(name, segment, column, type));
      const [one = sqlNothing(type)] = spelled;
      if (new Set(spelled).size < 2) return [column, one];
      const branches = segments.map(
        (segment, i) => `${chosen(name, [segment]).join(' AND ') || 'true'}, ${spelled[i] ?? ''}`,
      );
      return [column, `multiIf(${branches.join(', ')}, ${sqlNothing(type)})`];
    });
    const table = (first?.table ?? '').split('.').map(sqlName).join('.');
    return new OpenSelect(name, `${table} AS ${name}`, new Map(columns), conditions);
  }

  #aggregate(
    node: PlanNode & { readonly kind: 'aggregate' },
    needed: ReadonlySet<string>,
    present: readonly string[],
  ): OpenSelect {
    const { used, read } = neededAggregates(node, needed);
    const input = this.node(node.input, withColumns(new Set(), read));
    const groups = new Map(node.groups.map((g) => [g.name, expressionSql(g.value, input)]));
    const aggregates = new Map(used.map((a) => [a.name, aggregateSql(a.value, input)]));
    const list = present.map((name) => groups.get(name) ?? aggregates.get(name) ?? 'NULL');
    const by = [...groups.values()];
    // A SELECT without groups and without an aggregate would give a row for each of its input.
    if (by.length === 0 && aggregates.size === 0) return this.#closed(input.select(['count()']), present);
    return this.#closed(input.select(list, by.length > 0 ? ` GROUP BY ${by.join(', ')}` : ''), present);
  }

  #join(node: PlanNode & { readonly kind: 'join' }, needed: ReadonlySet<string>): OpenSelect {
    const take = node.take.filter((t) => needed.has(t.name));
    const side = (which: 'left' | 'right'): OpenSelect => {
      const below = withColumns(
        new Set(take.filter((t) => t.side === which).map((t) => t.from)),
        node.on.map((o) => o[which]),
      );
      const open = this.node(node[which], below);
      const names = [...below];
      const keys = node.on.map((o) => expressionSql(o[which], open));
      // The keys as columns of their own: conditions of a join may not be expressions everywhere.
      return this.#closed(open.select([...names.map((name) => open.column(name)), ...keys]), [
        ...names,
        ...keys.map((_, i) => `\u0001key${i}`),
      ]);
    };
    const [left, right] = [side('left'), side('right')];
    const on = node.on.map((_, i) => `${left.column(`\u0001key${i}`)} = ${right.column(`\u0001key${i}`)}`);
    const kind = {
      inner: 'INNER JOIN',
      left: 'LEFT JOIN',
      semi: 'LEFT SEMI JOIN',
      anti: 'LEFT ANTI JOIN',
      full: 'FULL JOIN',
    }[node.type];
    const joined =
      on.length === 0
        ? `${left.source} CROSS JOIN ${right.source}`
        : `${left.source} ${kind} ${right.source} ON ${on.join(' AND ')}`;
    const list = take.map((t) => (t.side === 'left' ? left : right).column(t.from));
    const names = take.map((t) => t.name);
    return this.#closed(new OpenSelect('', joined, new Map()).select(list), names);
  }
}

function cast(sql: string, type: FieldType): string {
  return `CAST(${sql}, ${sqlText(sqlTypes[type])})`;
}

/** A cell of rows that stand in the plan, whose times are epoch seconds. */
function cellSql(value: string | number | boolean | null | readonly string[], type: FieldType): string {
  if (value === null) return type === 'multivalue' ? emptyList : 'NULL';
  return literalSql(type === 'time' && typeof value === 'number' ? value * 1e6 : value, type);
}

/** What tells the rows of these segments from others in their table. */
function chosen(name: string, segments: readonly SegmentTable[]): string[] {
  const keys = [...(segments[0]?.only?.keys() ?? [])];
  if (keys.length === 0) return [];
  const columns = keys.map((key) => `${name}.${sqlName(key)}`);
  const rows = segments.map(({ only }) => `(${keys.map((key) => sqlText(only?.get(key) ?? '')).join(', ')})`);
  return rows.length === 1
    ? columns.map((column, i) => `${column} = ${sqlText(segments[0]?.only?.get(keys[i] ?? '') ?? '')}`)
    : [`(${columns.join(', ')}) IN (${[...new Set(rows)].join(', ')})`];
}

function spell(name: string, segment: SegmentTable, column: string, type: FieldType): string {
  // What derived fields read: stored columns and constants as they are.
  const plain: Step = {
    name,
    column(wanted) {
      const stored = segment.columns.get(wanted);
      return stored === undefined
        ? constantSql(segment, wanted, 'string')
        : storedColumn(name, segment, wanted, storedTypes[stored.stored]);
    },
  };
  const derived = segment.derived?.get(column);
  if (derived !== undefined) return expressionSql(convert(derived, type), plain);
  return segment.columns.has(column) ? storedColumn(name, segment, column, type) : constantSql(segment, column, type);
}

function storedColumn(name: string, segment: SegmentTable, column: string, type: FieldType): string {
  const stored = segment.columns.get(column);
  if (stored === undefined) return sqlNothing(type);
  const sql = storedSql(name, stored, type);
  return column === '_time' && type === 'time' ? `nullIf(${sql}, ${sqlInstant(noTime)})` : sql;
}

function constantSql(segment: SegmentTable, column: string, type: FieldType): string {
  const constant = segment.constants.get(column);
  return constant === undefined ? sqlNothing(type) : `toNullable(${sqlText(constant)})`;
}
