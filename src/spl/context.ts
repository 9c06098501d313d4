/** What the compiler is given and what it gives back. Pure data: the compiler never awaits and never touches a file. */
import type { Catalogue } from '../plan/catalogue.ts';
import type { Answer, Need, Relation } from '../plan/types.ts';

/** Knowledge objects, already read from their files. */
export interface Knowledge {
  /** Macros under `name` or `name(argumentCount)`. */
  readonly macros: ReadonlyMap<string, MacroDefinition>;
  readonly savedSearches: ReadonlyMap<string, string>;
  /** Event types: name to the search that defines it. */
  readonly eventTypes: ReadonlyMap<string, string>;
  /** `tag` to the `field=value` pairs that carry it. */
  readonly tags: ReadonlyMap<string, readonly { readonly field: string; readonly value: string }[]>;
}
export interface MacroDefinition {
  readonly arguments: readonly string[];
  readonly definition: string;
  /** The definition is an expression; its value is what the macro stands for. */
  readonly isEval: boolean;
  /** An expression over the arguments: a condition that must hold, or a message where something is wrong. */
  readonly validation?: string;
  readonly errorMessage?: string;
}

/** What iplocation says of an address; null where the database does not say. */
export interface Place {
  readonly City: string | null;
  readonly Country: string | null;
  readonly Region: string | null;
  readonly lat: number | null;
  readonly lon: number | null;
  readonly Continent: string | null;
  readonly MetroCode: string | null;
  readonly Timezone: string | null;
}
export type PlaceFinder = (address: string) => Place | undefined;

export interface CompileContext {
  /** Epoch seconds. */
  readonly now: number;
  /** IANA name; days and longer spans follow it. */
  readonly timeZone: string;
  /** The time picker's range, epoch microseconds; `earliest=` in the text can narrow or replace it for its own search, as in Splunk. */
  readonly range: { readonly earliest?: number; readonly latest?: number };
  readonly catalogue: Catalogue;
  /** Index patterns searched when the text names none. */
  readonly defaultIndexes: readonly string[];
  readonly knowledge: Knowledge;
  /** What earlier calls asked for, by the need's key. */
  readonly answers: ReadonlyMap<string, Answer>;
  /** Called while the search runs, never while it is compiled; absent where there is no database. */
  readonly placeOf?: PlaceFinder;
  /** True for `check`: no data is there, so a need is answered as if it had given no rows, and unknown lookups and macros are let pass. */
  readonly checkOnly: boolean;
  /** Limits that nobody asked for, such as the 10,000 rows of sort, do not hold. */
  readonly isUnlimited?: boolean;
}

export type CompileResult =
  | {
      readonly kind: 'plan';
      readonly relation: Relation;
      /** `events` when no transforming command took part. */
      readonly presentation: 'events' | 'statistics';
      readonly suggestedChart: 'none' | 'line' | 'area' | 'column' | 'bar' | 'pie' | 'single';
      /** The base search alone (scan and filters before the first command that changes rows): for the timeline and the event count. */
      readonly base: Relation | null;
      readonly effects: readonly Effect[];
      readonly warnings: readonly string[];
      readonly limits: readonly LimitWatch[];
    }
  | { readonly kind: 'needs'; readonly needs: readonly Need[] };

/** A limit that nobody asked for. It left rows out if the relation has more rows than it lets through; null: it did. */
export interface LimitWatch {
  /** For the person: what was left out. */
  readonly what: string;
  readonly rows: number;
  readonly relation: Relation | null;
}

/** Something to write after the rows are there. */
export type Effect =
  | {
      readonly kind: 'writeLookup';
      readonly name: string;
      readonly relation: Relation;
      readonly append: boolean;
      readonly createEmpty: boolean;
      readonly overrideIfEmpty: boolean;
    }
  | {
      readonly kind: 'collect';
      readonly index: string;
      readonly relation: Relation;
      readonly sourcetype: string;
      readonly source: string;
      readonly host?: string;
    };
