/** Where the relations of a search are computed. What a search keeps stands in tables of the database here, whatever the backend. */
import type { CellValue, Relation } from '../plan/types.ts';
import type { RenderOptions } from '../sql/dialect.ts';

export interface Statement {
  readonly sql: string;
  readonly rows: readonly (readonly CellValue[])[];
}

export interface KeepOptions extends RenderOptions {
  /** Rows that are in the table already, while more are coming. */
  onRows?(count: number): void;
}

export interface Backend {
  /**
   * Reading again costs no network: events can be looked at in slices and samples, and found ones be fetched by their numbers.
   * Where it does, events stay where they are, and pages of them are asked for.
   */
  readonly isNear: boolean;
  /** Of the statement that runs, done so far: 0 .. 1; null where that cannot be told. */
  readonly share: number | null;
  /** The statement that computes a relation. Throws UnavailableOperation for what cannot be computed there. */
  statement(relation: Relation, options?: RenderOptions): Promise<string>;
  /** Rows of a relation that is known to give few, visible columns only, in its order; at most so many. */
  read(relation: Relation, most?: number): Promise<Statement>;
  /** Keeps the rows in a new table of stages; gives their number. */
  keep(
    relation: Relation,
    table: string,
    options?: KeepOptions,
  ): Promise<{ readonly sql: string; readonly rows: number }>;
}
