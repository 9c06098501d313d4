/**
 * The five kinds of value a column can hold inside a plan.
 *
 * - `string`      text; SPL treats it as a number where it looks like one
 * - `number`      a 64-bit float or integer (the engine decides; SPL does not see a difference)
 * - `boolean`     only between operators: SPL cannot store it in a field
 * - `time`        an instant, UTC, microseconds; SPL's eval sees epoch seconds with a fraction
 * - `multivalue`  an ordered list of strings, never empty (an empty list is null)
 */
export type FieldType = 'string' | 'number' | 'boolean' | 'time' | 'multivalue';

/** A column of a plan step. A hidden column exists only to keep the rows' order and never reaches the person. */
export interface Column {
  readonly name: string;
  readonly type: FieldType;
  readonly hidden?: true;
}

/** One key of an order. Nulls are last in both directions unless `nulls` says otherwise. */
export interface SortKey {
  readonly expression: Expression;
  readonly direction: 'ascending' | 'descending';
  readonly nulls?: 'first' | 'last';
}

/** Scalar expressions: a closed union that every dialect spells. */
export type Expression =
  | ColumnExpression
  | LiteralExpression
  | CallExpression
  | CaseExpression
  | ConvertExpression
  | EachExpression
  | VariableExpression;

export interface ColumnExpression {
  readonly kind: 'column';
  readonly name: string;
  readonly type: FieldType;
}
export interface LiteralExpression {
  readonly kind: 'literal';
  /** A number for `number`; epoch microseconds for `time`; null for any type. */
  readonly value: string | number | boolean | null | readonly string[];
  readonly type: FieldType;
}
export interface CallExpression {
  readonly kind: 'call';
  readonly operation: Operation;
  readonly arguments: readonly Expression[];
  readonly type: FieldType;
}
/** The first branch whose condition is true gives the value; else `otherwise`, else null. All results have `type`. */
export interface CaseExpression {
  readonly kind: 'case';
  readonly branches: readonly { readonly when: Expression; readonly then: Expression }[];
  readonly otherwise?: Expression;
  readonly type: FieldType;
}
/**
 * A conversion by SPL's rules, null where it cannot be done:
 * string->number as SPL reads numbers (no surrounding blanks, no hex), number->string as SPL prints them (5.0 is "5", 15 digits),
 * time<->number epoch seconds, boolean->string "True"/"False", multivalue->string the first value... see the dialect's `convert`.
 */
export interface ConvertExpression {
  readonly kind: 'convert';
  readonly operand: Expression;
  readonly type: FieldType;
}
/** A body evaluated for each value of a multivalue: `map` gives the results that are not null, `filter` keeps values where it is true. */
export interface EachExpression {
  readonly kind: 'each';
  readonly mode: 'map' | 'filter' | 'any';
  readonly list: Expression;
  readonly variable: string;
  readonly body: Expression;
  readonly type: FieldType;
}
/** The value that an enclosing `each` is at; always a string. */
export interface VariableExpression {
  readonly kind: 'variable';
  readonly name: string;
  readonly type: FieldType;
}

/**
 * What a dialect must be able to compute on one row. Arguments are already converted to the types named here
 * (s string, n number, b boolean, t time, m multivalue, x any of one type). Any null argument gives null unless said otherwise.
 */
export type Operation =
  // logic; SQL's three values
  | 'and'
  | 'or'
  | 'not'
  | 'xor' // (b, b, ...) -> b
  | 'isNull' // (x) -> b, never null
  | 'equal'
  | 'notEqual'
  | 'less'
  | 'lessOrEqual'
  | 'greater'
  | 'greaterOrEqual' // (x, x) of one type -> b
  | 'coalesce' // (x, x, ...) -> x
  | 'looksNumeric' // (s) -> b: SPL would compare it as a number
  // arithmetic
  | 'add'
  | 'subtract'
  | 'multiply'
  | 'divide'
  | 'modulo'
  | 'power'
  | 'negate' // (n, n) -> n; division by zero is null
  | 'absolute'
  | 'ceiling'
  | 'floor'
  | 'exponential'
  | 'naturalLogarithm'
  | 'squareRoot' // (n) -> n
  | 'logarithm' // (n value, n base) -> n
  | 'round' // (n value, n digits) -> n, half away from zero
  | 'significantFigures' // (n value, n digits) -> n
  | 'sine'
  | 'cosine'
  | 'tangent'
  | 'arcSine'
  | 'arcCosine'
  | 'arcTangent'
  | 'arcTangent2'
  | 'hyperbolicSine'
  | 'hyperbolicCosine'
  | 'hyperbolicTangent'
  | 'arcHyperbolicSine'
  | 'arcHyperbolicCosine'
  | 'arcHyperbolicTangent'
  | 'hypotenuse'
  | 'least'
  | 'greatest' // (n, n, ...) -> n, nulls ignored
  | 'random' // () -> n: 0 .. 2^31-1
  | 'bitAnd'
  | 'bitOr'
  | 'bitXor'
  | 'bitNot'
  | 'bitShiftLeft'
  | 'bitShiftRight' // (n, n) -> n on integers
  // text
  | 'concatenate' // (s, s, ...) -> s
  | 'length' // (s) -> n, in characters
  | 'lower'
  | 'upper' // (s) -> s
  | 'trimCharacters'
  | 'trimStart'
  | 'trimEnd' // (s, s characters) -> s
  | 'substring' // (s, n start from 1 or negative from the end, n length or absent) -> s
  | 'contains'
  | 'startsWith'
  | 'endsWith' // (s, s) -> b
  | 'like' // (s, s pattern with % and _) -> b, case matters
  | 'regexMatches' // (s, s pattern literal) -> b, RE2, anywhere in the text
  | 'regexExtract' // (s, s pattern literal, n group) -> s, null where the group took no part or nothing matches
  | 'regexExtractAll' // (s, s pattern literal, n group) -> m
  | 'regexReplace' // (s, s pattern literal, s replacement with \1, s 'g' or '') -> s
  | 'translateCharacters' // (s, s from, s to) -> s, as sed's y///
  | 'replaceText' // (s, s from, s to) -> s, all occurrences, no pattern
  | 'indexOf' // (s, s) -> n: 1-based place of the first occurrence, 0 when absent
  | 'repeat' // (s, n) -> s
  | 'padStart'
  | 'padEnd' // (s, n width, s fill) -> s
  | 'formatNumber' // (n, s one printf conversion such as %5.2f) -> s
  | 'formatThousands' // (n) -> s: 12,345.67, at most two decimals
  | 'formatGrouped' // (n, n decimals literal) -> s: 12,345.6700, exactly so many decimals
  | 'formatDuration' // (n seconds) -> s: 1+02:03:04, with .500000 where there is a fraction
  | 'toHexadecimal' // (n) -> s: 0xFF
  | 'toBinary' // (n) -> s: 1001
  | 'parseInteger' // (s, n base 2..36) -> n
  | 'urlDecode'
  | 'urlEncode' // (s) -> s
  | 'md5'
  | 'sha1'
  | 'sha256'
  | 'sha512' // (s) -> s, lower-case hexadecimal
  // time; zones are IANA names given as literals
  | 'formatTime' // (t, s SPL strftime format literal, s zone literal) -> s
  | 'parseTime' // (s, s SPL strptime format literal, s zone literal) -> t
  | 'truncateTime' // (t, s unit literal: second minute hour day week month quarter year, s zone literal) -> t; weeks start on Sunday
  | 'addTime' // (t, n amount, s unit literal, s zone literal) -> t
  | 'bucketTime' // (t, n spanSeconds literal, n originSeconds literal) -> t: plain arithmetic, for spans under a day
  | 'timeBucketOrdinal' // (t, n spanSeconds literal) -> n: whole spans since the epoch; quicker to group by than an instant
  | 'bucketNumber' // (n, n span, n start) -> n: start of the bucket that holds it
  | 'timePart' // (t, s part literal: year month day hour minute second weekday dayofyear, s zone literal) -> n
  // multivalue; indexes from 0, negative from the end
  | 'listLength' // (m) -> n
  | 'listItem' // (m, n) -> s
  | 'listSlice' // (m, n from, n to inclusive) -> m
  | 'listAppend' // (m, m, ...) -> m, null arguments skipped
  | 'listJoin' // (m, s separator) -> s
  | 'listSort' // (m) -> m by code point
  | 'listDistinct' // (m) -> m, first occurrences in order
  | 'listContains' // (m, s) -> b
  | 'listFind' // (m, s pattern literal) -> n: 0-based place of the first match, null when none
  | 'listZip' // (m, m, s separator) -> m, as long as the shorter
  | 'listRange' // (n from, n to exclusive, n step) -> m
  | 'split' // (s, s separator) -> m; an empty separator splits into characters
  | 'listSum'
  | 'listAverage'
  | 'listMinimum'
  | 'listMaximum' // (m) -> n over values that are numbers
  | 'listMinimumText'
  | 'listMaximumText' // (m) -> s over values that are no numbers, by code point
  // JSON text
  | 'jsonValid' // (s) -> b
  | 'jsonType' // (s, s path literal) -> s
  | 'jsonExtract' // (s, s path literal in SPL's a.b{0}.c form) -> s, scalars without quotes, containers as JSON text
  | 'jsonExtractAll' // (s, s path literal with {}) -> m
  | 'jsonExtractFragment' // (s, s path literal) -> s: as jsonExtract but JSON as it stands; with {} a JSON array
  | 'jsonExtractKey' // (s, s key literal) -> s: as jsonExtract, the key as it is
  | 'jsonKeys' // (s) -> s: a JSON array; null where it is no object
  | 'jsonEntries' // (s) -> s: a JSON array of {"key": ..., "value": ...}
  | 'jsonHasKey' // (s, s key literal) -> b
  | 'jsonArrayToMultivalue' // (s) -> m, texts without quotes
  | 'jsonArrayItems' // (s) -> m, each item as JSON
  | 'multivalueToJson' // (m, b literal: numbers and booleans bare) -> s
  | 'jsonObject'
  | 'jsonArray' // (s JSON fragments ...) -> s: keys and values alternating, or the values
  | 'jsonQuote' // (x) -> s: the value as a JSON fragment
  | 'jsonSet' // (s, s path literal, s JSON fragment) -> s
  | 'jsonSetKey' // (s, s key literal, s JSON fragment) -> s: the key as it is
  | 'jsonAppend' // (s, s path literal, s JSON fragment) -> s: behind the items of the array at the path
  | 'jsonExtend' // (s, s path literal, s JSON fragment) -> s: the same, an array item by item
  | 'jsonDelete' // (s, s key literal, ...) -> s
  // addresses
  | 'cidrMatch' // (s cidr, s address) -> b; v4, and v6 where the network is a literal
  | 'addressSortKey' // (s) -> s that orders addresses by their number
  | 'ipMask' // (s mask, s address) -> s
  // lookups
  | 'lookupValue' // (s table literal, s place of the row's number, s place of the wanted column, then s place and s key ...) -> s of the first row where all keys are equal; null keys match nothing
  // free text of an event
  | 'termMatches'; // (s text, s term literal, s mode literal: 'term' | 'phrase' | 'case' | 'prefix') -> b, as Splunk segments terms

/** Aggregates over the rows of a group; nulls are ignored. */
export type AggregateOperation =
  | 'count' // () rows, or (x) values that are not null; of a multivalue every value counts
  | 'distinctCount'
  | 'approximateDistinctCount' // (x) -> n
  | 'sum' // this and those down to maximum take a multivalue as the numbers in it
  | 'average'
  | 'standardDeviation'
  | 'standardDeviationPopulation'
  | 'variance'
  | 'variancePopulation'
  | 'sumOfSquares' // (n) -> n
  | 'minimum'
  | 'maximum' // (x) -> x of the same type
  | 'percentile' // (n, n literal 0..100) -> n: the value at the 0-based place floor(share * count)
  | 'percentileExact' // (n, n literal 0..100) -> n: between the two nearest values
  | 'mode' // (s) -> s
  | 'first'
  | 'last' // (x) -> x in the order of orderBy
  | 'list' // (s or m) -> m in the order of orderBy
  | 'values' // (s or m) -> m: distinct, sorted by code point
  | 'any'; // (x) -> some value of the group

export interface Aggregate {
  readonly operation: AggregateOperation;
  readonly arguments: readonly Expression[];
  /** Only rows where it is true take part. */
  readonly filter?: Expression;
  /** Needed by first, last and list; ignored by the others. */
  readonly orderBy?: readonly SortKey[];
  /** At most so many values for list and values. */
  readonly limit?: number;
  readonly type: FieldType;
}

export type WindowOperation = 'rowNumber' | 'rank' | 'denseRank' | 'lag' | 'lead' | 'fillDown' | AggregateOperation;

export interface WindowCall {
  readonly operation: WindowOperation;
  readonly arguments: readonly Expression[];
  readonly partitionBy: readonly Expression[];
  readonly orderBy: readonly SortKey[];
  readonly filter?: Expression;
  /** Offsets from the current row: negative before, positive after; null is unbounded. Default: start to current row when orderBy is given. */
  readonly frame?: {
    readonly unit: 'rows' | 'seconds';
    readonly start: number | null;
    readonly end: number | null;
  };
  readonly type: FieldType;
}

export interface Named<T> {
  readonly name: string;
  readonly value: T;
}

/**
 * The narrow waist: every command lowers to these, every dialect writes only these.
 * Each step knows its output columns. Hidden columns are listed too.
 */
export type PlanNode =
  | ScanNode
  | ValuesNode
  | SeriesNode
  | StageNode
  | FilterNode
  | ExtendNode
  | ProjectNode
  | AggregateNode
  | WindowNode
  | LimitNode
  | JoinNode
  | UnionNode
  | ExpandNode;

/** Stored events. Nothing above it can widen its indexes or its time range. */
export interface ScanNode {
  readonly kind: 'scan';
  /** Ids of the segments (tables of events) to read; made by the catalogue from index, source type and time. */
  readonly segments: readonly number[];
  /** Epoch microseconds, UTC; earliest inclusive, latest exclusive. Events without a time are kept only when neither is given. */
  readonly earliest?: number;
  readonly latest?: number;
  /** Of a segment: ranges of `_id`, both ends inclusive, outside of which no event passes the filters above. None: no event does. */
  readonly within?: ReadonlyMap<number, readonly (readonly [first: number, last: number])[]>;
  readonly columns: readonly Column[];
}
/** Rows given in the plan itself. */
export interface ValuesNode {
  readonly kind: 'values';
  readonly rows: readonly (readonly (string | number | boolean | null | readonly string[])[])[];
  readonly columns: readonly Column[];
}
/** The numbers 0 .. count-1 in one number column. */
export interface SeriesNode {
  readonly kind: 'series';
  readonly count: number;
  readonly columns: readonly Column[];
}
/** The rows of an earlier stage, materialised under an opaque name that the search runner gave. */
export interface StageNode {
  readonly kind: 'stage';
  readonly table: string;
  readonly columns: readonly Column[];
}
export interface FilterNode {
  readonly kind: 'filter';
  readonly input: PlanNode;
  readonly condition: Expression;
  readonly columns: readonly Column[];
}
/** Adds columns, or replaces those of the same name in their place; all expressions read the input's columns. */
export interface ExtendNode {
  readonly kind: 'extend';
  readonly input: PlanNode;
  readonly expressions: readonly Named<Expression>[];
  readonly columns: readonly Column[];
}
/** Exactly the named columns, in this order. */
export interface ProjectNode {
  readonly kind: 'project';
  readonly input: PlanNode;
  readonly expressions: readonly Named<Expression>[];
  readonly columns: readonly Column[];
}
/** One row a group; no groups: one row in all, even of no input. Rows where a group expression is null form a group of their own. */
export interface AggregateNode {
  readonly kind: 'aggregate';
  readonly input: PlanNode;
  readonly groups: readonly Named<Expression>[];
  readonly aggregates: readonly Named<Aggregate>[];
  readonly columns: readonly Column[];
}
export interface WindowNode {
  readonly kind: 'window';
  readonly input: PlanNode;
  readonly calls: readonly Named<WindowCall>[];
  readonly columns: readonly Column[];
}
export interface LimitNode {
  readonly kind: 'limit';
  readonly input: PlanNode;
  readonly order: readonly SortKey[];
  /** Null: all. */
  readonly count: number | null;
  readonly offset: number;
  readonly columns: readonly Column[];
}
/** Equality join; null keys never match. Columns of the right side that the left also has are not taken unless listed in `columns` by the builder. */
export interface JoinNode {
  readonly kind: 'join';
  readonly type: 'inner' | 'left' | 'semi' | 'anti' | 'full';
  readonly left: PlanNode;
  readonly right: PlanNode;
  readonly on: readonly { readonly left: Expression; readonly right: Expression }[];
  /** Output columns: each taken from one side under a new or the same name. */
  readonly take: readonly { readonly name: string; readonly side: 'left' | 'right'; readonly from: string }[];
  readonly columns: readonly Column[];
}
/** All rows of all inputs, matched by column name; a column that an input lacks is null there. Types are already equal. */
export interface UnionNode {
  readonly kind: 'union';
  readonly inputs: readonly PlanNode[];
  readonly columns: readonly Column[];
}
/** One row a value of a multivalue column, which becomes a string; a row without values stays once. `ordinal`: a hidden number column, from 0. */
export interface ExpandNode {
  readonly kind: 'expand';
  readonly input: PlanNode;
  readonly column: string;
  readonly ordinal?: string;
  readonly columns: readonly Column[];
}

/** A plan node with the order its rows are in. The order may name hidden columns. */
export interface Relation {
  readonly node: PlanNode;
  readonly order: readonly SortKey[];
}

/** What a compile step still has to know before it can go on (DESIGN: the compiler never awaits). */
export type Need =
  /** Run the plan, keep its rows in a temporary table, say its name. */
  | { readonly kind: 'materialise'; readonly key: string; readonly relation: Relation; readonly purpose: string }
  /** Run the plan and hand over its rows (at most `limit`). */
  | {
      readonly kind: 'rows';
      readonly key: string;
      readonly relation: Relation;
      readonly limit: number;
      readonly purpose: string;
    }
  /** Send the rows, in order, through a procedure that has a memory; keep what it gives in a temporary table. */
  | {
      readonly kind: 'compute';
      readonly key: string;
      readonly relation: Relation;
      /** Of the rows that the procedure gives; the table has a number behind them that keeps their order. */
      readonly columns: readonly Column[];
      begin(): RowProcedure;
      readonly purpose: string;
    }
  /** Read a lookup table from the data folder into a temporary table. */
  | { readonly kind: 'lookup'; readonly key: string; readonly name: string; readonly purpose: string };

export type Answer =
  | { readonly kind: 'materialise'; readonly table: string; readonly rowCount: number }
  | { readonly kind: 'rows'; readonly rows: readonly (readonly CellValue[])[]; readonly truncated: boolean }
  | {
      readonly kind: 'lookup';
      readonly table: string;
      readonly columns: readonly Column[];
      readonly caseSensitive: boolean;
    }
  /** The lookup does not exist. */
  | { readonly kind: 'absent' };

/**
 * What no window or aggregate says, such as where a transaction ends: sees the visible columns of every row once, in order,
 * and may give rows at any of them and after the last. Bounded memory is its own duty.
 */
export interface RowProcedure {
  row(cells: readonly CellValue[]): readonly (readonly CellValue[])[];
  end(): readonly (readonly CellValue[])[];
}

/** A value as a result row holds it: time is epoch seconds with a fraction. */
export type CellValue = string | number | boolean | null | readonly string[];
