/** What one command's file must give: how it reads, how it is written back, what it means, and its help with worked examples. */
import type { CellValue, Relation } from '../plan/types.ts';
import type { CompileState } from './compile-state.ts';
import type { CommandParser } from './command-parser.ts';
import type { CommandCall } from './syntax/tree.ts';

export interface CommandOption {
  readonly name: string;
  readonly summary: string;
}

/** Run as a test: the search needs no stored data; rows are compared in order, columns by name. */
export interface CommandExample {
  readonly search: string;
  readonly explanation: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly CellValue[])[];
}

export interface CommandHelp {
  readonly summary: string;
  readonly syntax: string;
  readonly options?: readonly CommandOption[];
  /** Splunk's page that documents the command. */
  readonly page: string;
  readonly examples: readonly CommandExample[];
}

export interface Command<Arguments = unknown> {
  readonly name: string;
  readonly aliases?: readonly string[];
  readonly help: CommandHelp;
  /** True where the command makes rows and must stand first (`| makeresults`). */
  readonly generating?: boolean;
  /** A generating command that may stand later all the same, with append=true: its rows then follow those before it. */
  appends?(given: Arguments): boolean;
  /** True where its rows are no longer events (stats, chart, table is not one). */
  readonly transforming?: boolean;
  /** Row by row: its result for a row depends on that row alone, so the event count does not change by other rows. */
  readonly suggestedChart?: 'line' | 'column' | 'bar' | 'pie' | 'single';
  parse(parser: CommandParser): Arguments;
  /** The arguments as text that parses to the same tree, without the command's name. */
  print(given: Arguments): string;
  /** `input` is null for a generating command. */
  lower(input: Relation, given: Arguments, state: CompileState, call: CommandCall): Relation;
}

/** Hides the argument type, so that commands of all kinds stand in one list. */
export function defineCommand<Arguments>(command: Command<Arguments>): Command {
  // Parse, print and lower of one command always pass the same type around; the registry cannot express that.
  return command;
}
