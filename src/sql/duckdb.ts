/** The DuckDB dialect: a relation of the plan as one SELECT. Columns inside have private names, since DuckDB's ignore case and SPL's do not. */
import type { Expression, PlanNode, Relation, ScanNode, SortKey } from '../plan/types.ts';
import { addColumns, conjuncts, filtersOver, withColumns } from './dialect.ts';
import type { RenderOptions, RenderedRelation, Step } from './dialect.ts';
import { neededAggregates } from './aggregate-columns.ts';
import { aggregateSql, windowSql } from './duckdb-aggregates.ts';
import { expressionSql, literalSql, orderSql, sqlTypes, storedSql } from './duckdb-expressions.ts';
import { sqlInstant, sqlName, sqlNumber, sqlText } from './literal.ts';
import { stageColumn, stageTable, storedTypes } from './tables.ts';
import type { SegmentTable, TableResolver } from './tables.ts';
import { chosenFirst } from '../plan/chosen-rows.ts';
import { convert } from '../plan/expression.ts';

export function renderRelation(
  relation: Relation,
  tables: TableResolver,
  options: RenderOptions = {},
): RenderedRelation {
  const renderer = new Renderer(tables);
  const outer = relation.node.columns.filter((c) => options.keepHidden === true || c.hidden !== true);
  const needed = new Set(outer.map((c) => c.name));
  const ordered = options.ordered !== false && relation.order.length > 0;
  if (ordered) for (const key of relation.order) addColumns(key.expression, needed);
  const from = renderer.node(relation.node, needed);
  const list = outer.map((c, i) => `${from.column(c.name)} AS c${i}`);
  const order = ordered ? ` ORDER BY ${orderSql(relation.order, from)}` : '';
  const select = `SELECT ${list.length === 0 ? 'NULL AS empty' : list.join(', ')} FROM ${from.name}${order}`;
  return { sql: renderer.withSteps(select), columns: outer };
}

class Renderer {
  readonly #tables: TableResolver;
  readonly #steps: string[] = [];
  /** Scans of which only the first rows are read, while the limit above them is written. */
  readonly #shortened = new Map<ScanNode, ShortenedScan>();

  constructor(tables: TableResolver) {
    this.#tables = tables;
  }

  withSteps(select: string): string {
    return this.#steps.length === 0 ? select : `WITH ${this.#steps.join(',\n')}\n${select}`;
  }

  #step(body: string, columns: readonly string[]): Step {
    const name = `s${this.#steps.length}`;
    this.#steps.push(`${name} AS (${body})`);
    return stepOf(name, columns);
  }

  /** `needed`: the columns that something above reads; the rest is not even selected. */
  node(node: PlanNode, needed: ReadonlySet<string>): Step {
    const present = node.columns.filter((c) => needed.has(c.name)).map((c) => c.name);
    switch (node.kind) {
      case 'scan':
        return this.#scan(node, needed, []);
      case 'values': {
        const wanted = node.columns.map((c, i) => ({ c, i })).filter(({ c }) => needed.has(c.name));
        if (node.rows.length === 0 || wanted.length === 0) {
          const list = wanted.map(({ c }, i) => `CAST(NULL AS ${sqlTypes[c.type]}) AS c${i}`);
          const rows = node.rows.length === 0 ? 'WHERE FALSE' : `FROM range(${node.rows.length})`;
          return this.#step(
            `SELECT ${list.length > 0 ? list.join(', ') : '1 AS one'} ${rows}`,
            wanted.map(({ c }) => c.name),
          );
        }
        const rows = node.rows.map(
          (row) => `(${wanted.map(({ c, i }) => literalSql(row[i] ?? null, c.type, true)).join(', ')})`,
        );
        const names = wanted.map((_, i) => `v${i}`);
        const list = wanted.map(({ c }, i) => `CAST(v${i} AS ${sqlTypes[c.type]}) AS c${i}`);
        return this.#step(
          `SELECT ${list.join(', ')} FROM (VALUES ${rows.join(', ')}) AS t(${names.join(', ')})`,
          wanted.map(({ c }) => c.name),
        );
      }
      case 'series':
        return this.#step(`SELECT range AS c0 FROM range(${Math.max(0, Math.floor(node.count))})`, [
          node.columns[0]?.name ?? '',
        ]);
      case 'stage': {
        const wanted = node.columns.map((c, i) => ({ c, i })).filter(({ c }) => needed.has(c.name));
        const list = wanted.map(({ i }, to) => `${stageColumn(i)} AS c${to}`);
        return this.#step(
          `SELECT ${list.length > 0 ? list.join(', ') : '1 AS one'} FROM ${stageTable(node.table)}`,
          wanted.map(({ c }) => c.name),
        );
      }
      case 'filter': {
        const first = chosenFirst(node, needed);
        if (first !== undefined) return this.node(first, needed);
        const { conditions, source } = filtersOver(node);
        const below = withColumns(needed, conditions);
        if (source.kind === 'scan') return this.#scan(source, below, conditions);
        const input = this.node(source, below);
        const where = whereSql(conditions, input);
        return this.#select(
          input,
          present,
          present.map((name) => input.column(name)),
          `WHERE ${where}`,
        );
      }
      case 'extend': {
        const made = new Map(node.expressions.map((e) => [e.name, e.value]));
        const used = node.expressions.filter((e) => needed.has(e.name)).map((e) => e.value);
        const below = withColumns(new Set([...needed].filter((name) => !made.has(name))), used);
        const input = this.node(node.input, below);
        return this.#select(
          input,
          present,
          present.map((name) => {
            const value = made.get(name);
            return value === undefined ? input.column(name) : expressionSql(value, input);
          }),
        );
      }
      case 'project': {
        const made = new Map(node.expressions.map((e) => [e.name, e.value]));
        const used = present.flatMap((name) => made.get(name) ?? []);
        const input = this.node(node.input, withColumns(new Set(), used));
        return this.#select(
          input,
          present,
          used.map((value) => expressionSql(value, input)),
        );
      }
      case 'aggregate':
        return this.#aggregate(node, needed, present);
      case 'window': {
        const calls = new Map(node.calls.map((c) => [c.name, c.value]));
        const used = node.calls.filter((c) => needed.has(c.name)).map((c) => c.value);
        const read = used.flatMap((c) => [
          ...c.arguments,
          ...c.partitionBy,
          ...c.orderBy.map((k) => k.expression),
          ...(c.filter ? [c.filter] : []),
        ]);
        const input = this.node(node.input, withColumns(new Set([...needed].filter((name) => !calls.has(name))), read));
        return this.#select(
          input,
          present,
          present.map((name) => {
            const call = calls.get(name);
            return call === undefined ? input.column(name) : windowSql(call, input);
          }),
        );
      }
      case 'limit': {
        const below = withColumns(
          needed,
          node.order.map((k) => k.expression),
        );
        const shortened = newestOfScan(node);
        if (shortened !== undefined) this.#shortened.set(shortened.scan, shortened);
        const input = this.node(node.input, below);
        if (shortened !== undefined) this.#shortened.delete(shortened.scan);
        const order = node.order.length > 0 ? ` ORDER BY ${orderSql(node.order, input)}` : '';
        const count = node.count === null ? '' : ` LIMIT ${Math.floor(node.count)}`;
        return this.#select(
          input,
          present,
          present.map((name) => input.column(name)),
          `${order}${count}${node.offset > 0 ? ` OFFSET ${Math.floor(node.offset)}` : ''}`,
        );
      }
      case 'join':
        return this.#join(node, needed);
      case 'union': {
        const inputs = node.inputs.map((input) => this.node(input, new Set(present)));
        const branches = inputs.map((input, i) => {
          const has = new Set(node.inputs[i]?.columns.map((c) => c.name));
          const list = present.map((name, to) => {
            const type = node.columns.find((c) => c.name === name)?.type ?? 'string';
            return `${has.has(name) ? input.column(name) : `CAST(NULL AS ${sqlTypes[type]})`} AS c${to}`;
          });
          return `SELECT ${list.length > 0 ? list.join(', ') : '1 AS one'} FROM ${input.name}`;
        });
        return this.#step(branches.join(' UNION ALL '), present);
      }
      case 'expand': {
        const below = new Set([...needed].filter((name) => name !== node.ordinal)).add(node.column);
        const input = this.node(node.input, below);
        const list = present.map(
          (name, i) =>
            `${name === node.column ? 'u.value' : name === node.ordinal ? 'u.place' : input.column(name)} AS c${i}`,
        );
        const source = `coalesce(${input.column(node.column)}, [NULL]::VARCHAR[])`;
        return this.#step(
          `SELECT ${list.length > 0 ? list.join(', ') : '1 AS one'} FROM ${input.name}, LATERAL (SELECT unnest(${source}) AS value, generate_subscripts(${source}, 1) - 1 AS place) AS u`,
          present,
        );
      }
      default:
        throw new Error(`Unknown plan node ${JSON.stringify(node satisfies never)}`);
    }
  }

  #select(input: Step, names: readonly string[], expressions: readonly string[], rest = ''): Step {
    const list = expressions.map((sql, i) => `${sql} AS c${i}`);
    return this.#step(
      `SELECT ${list.length > 0 ? list.join(', ') : '1 AS one'} FROM ${input.name} ${rest}`.trimEnd(),
      names,
    );
  }

  /** One SELECT a segment, with the time range and the filter inside, so that row groups are skipped. */
  #scan(node: ScanNode, needed: ReadonlySet<string>, conditions: readonly Expression[]): Step {
    const wanted = node.columns.filter((c) => needed.has(c.name));
    const shown = wanted.map((c) => c.name);
    const shortened = this.#shortened.get(node);
    const { sample } = this.#tables;
    const sampled = sample === undefined ? '' : ` TABLESAMPLE system(${(sample * 100).toFixed(3)} PERCENT)`;
    const branches = node.segments.map((id) => {
      const segment = this.#tables.segment(id);
      const spell = (name: string): string => {
        const target = node.columns.find((c) => c.name === name);
        const type = target?.type ?? 'string';
        const derived = segment.derived?.get(name);
        if (derived !== undefined) return expressionSql(convert(derived, type), plain);
        const stored = segment.columns.get(name);
        if (stored !== undefined) return storedSql(stored, type);
        const constant = segment.constants.get(name);
        return constant === undefined ? `CAST(NULL AS ${sqlTypes[type]})` : sqlText(constant);
      };
      const from: Step = { name: segment.table, column: (name) => spell(name) };
      // What derived fields read: stored columns and constants as they are.
      const plain: Step = {
        name: segment.table,
        column(name) {
          const stored = segment.columns.get(name);
          const constant = segment.constants.get(name);
          if (stored !== undefined) return storedSql(stored, storedTypes[stored.stored]);
          return constant === undefined ? 'NULL' : sqlText(constant);
        },
      };
      const where = [
        ...(node.earliest === undefined ? [] : [`_time >= ${sqlInstant(node.earliest)}`]),
        ...(node.latest === undefined ? [] : [`_time < ${sqlInstant(node.latest)}`]),
        ...withinSql(node, id, segment),
        ...(conditions.length === 0 ? [] : [whereSql(conditions, from)]),
      ];
      const list = wanted.map((c, i) => `${spell(c.name)} AS c${i}`);
      const first =
        shortened === undefined ? '' : ` ORDER BY ${orderSql(shortened.order, from)} LIMIT ${shortened.rows}`;
      return `${first === '' ? '' : '('}SELECT ${list.length > 0 ? list.join(', ') : '1 AS one'} FROM ${sqlName(segment.table)}${sampled}${where.length > 0 ? ` WHERE ${where.join(' AND ')}` : ''}${first}${first === '' ? '' : ')'}`;
    });
    if (branches.length === 0) {
      const list = wanted.map((c, i) => `CAST(NULL AS ${sqlTypes[c.type]}) AS c${i}`);
      branches.push(`SELECT ${list.length > 0 ? list.join(', ') : '1 AS one'} WHERE FALSE`);
    }
    return this.#step(branches.join(' UNION ALL '), shown);
  }

  #aggregate(node: PlanNode & { kind: 'aggregate' }, needed: ReadonlySet<string>, present: readonly string[]): Step {
    const { used, read } = neededAggregates(node, needed);
    const input = this.node(node.input, withColumns(new Set(), read));
    const groups = new Map(node.groups.map((g) => [g.name, expressionSql(g.value, input)]));
    const aggregates = new Map(used.map((a) => [a.name, aggregateSql(a.value, input)]));
    const expressions = present.map((name) => groups.get(name) ?? aggregates.get(name) ?? 'NULL');
    const by = node.groups.map((g) => groups.get(g.name) ?? 'NULL');
    const list = expressions.map((sql, i) => `${sql} AS c${i}`);
    return this.#step(
      `SELECT ${list.length > 0 ? list.join(', ') : 'count(*) AS one'} FROM ${input.name}${by.length > 0 ? ` GROUP BY ${by.join(', ')}` : ''}`,
      present,
    );
  }

  #join(node: PlanNode & { kind: 'join' }, needed: ReadonlySet<string>): Step {
    const take = node.take.filter((t) => needed.has(t.name));
    const side = (which: 'left' | 'right'): Set<string> =>
      withColumns(
        new Set(take.filter((t) => t.side === which).map((t) => t.from)),
        node.on.map((o) => o[which]),
      );
    const left = this.node(node.left, side('left'));
    const right = this.node(node.right, side('right'));
    const list = take.map((t, i) => `${(t.side === 'left' ? left : right).column(t.from)} AS c${i}`);
    const on = node.on.map((o) => `${expressionSql(o.left, left)} = ${expressionSql(o.right, right)}`).join(' AND ');
    const kind = { inner: 'JOIN', left: 'LEFT JOIN', semi: 'SEMI JOIN', anti: 'ANTI JOIN', full: 'FULL JOIN' }[
      node.type
    ];
    return this.#step(
      `SELECT ${list.length > 0 ? list.join(', ') : '1 AS one'} FROM ${left.name} ${kind} ${right.name} ON ${on === '' ? 'TRUE' : on}`,
      take.map((t) => t.name),
    );
  }
}

/** Not where a source type makes another text of `_raw`: the ranges are of the stored one. */
function withinSql(node: ScanNode, id: number, segment: SegmentTable): string[] {
  const ranges = segment.derived?.has('_raw') === true ? undefined : node.within?.get(id);
  if (ranges === undefined) return [];
  if (ranges.length === 0) return ['FALSE'];
  const tests = ranges.map(([first, last]) => `_id BETWEEN ${sqlNumber(first)} AND ${sqlNumber(last)}`);
  return [`(${tests.join(' OR ')})`];
}

/** Conditions that must all hold. Where rows are chosen null is as good as false, and a bare comparison lets DuckDB skip row groups. */
function whereSql(conditions: readonly Expression[], from: Step): string {
  return conditions
    .flatMap(conjuncts)
    .map((condition) => expressionSql(condition, from))
    .join(' AND ');
}

/** A scan of several segments of which each has to give only its first rows: their order in the scan's own columns, and how many. */
interface ShortenedScan {
  readonly scan: ScanNode;
  readonly order: readonly SortKey[];
  readonly rows: number;
}

/** Steps that keep every row may stand between the limit and the scan's filters, and may rename what the order reads. */
function newestOfScan(node: PlanNode & { readonly kind: 'limit' }): ShortenedScan | undefined {
  if (node.count === null || node.order.length === 0) return undefined;
  let order = node.order;
  let below = node.input;
  while (below.kind === 'project' || below.kind === 'extend') {
    const made = new Map(below.expressions.map((e) => [e.name, e.value]));
    order = order.map((key) =>
      key.expression.kind === 'column' ? { ...key, expression: made.get(key.expression.name) ?? key.expression } : key,
    );
    below = below.input;
  }
  const { source } = filtersOver(below);
  if (source.kind !== 'scan' || source.segments.length < 2 || order.some((key) => key.expression.kind !== 'column'))
    return undefined;
  return { scan: source, order, rows: Math.floor(node.count) + Math.floor(node.offset) };
}

function stepOf(name: string, columns: readonly string[]): Step {
  // Qualified: in ORDER BY and GROUP BY a bare c0 would be the new SELECT's own c0.
  const places = new Map(columns.map((column, i) => [column, `${name}.c${i}`]));
  return {
    name,
    column(wanted) {
      const place = places.get(wanted);
      if (place === undefined) throw new Error(`Plan error: no column ${JSON.stringify(wanted)} in ${name}.`);
      return place;
    },
  };
}
