/** What every command of the command line is made of, and the options they share. */
import { parseArgs } from 'node:util';
import { defaultDataFolder } from '../data-place.ts';
import { createEngine, EngineProblem } from '../engine.ts';
import type { Engine } from '../engine.ts';
import { passwordOf } from './password.ts';

export type OptionValues = Readonly<Record<string, string | boolean | readonly (string | boolean)[] | undefined>>;

export interface CommandOption {
  /** `flag` takes no value; `texts` may be given more than once. */
  readonly kind: 'text' | 'texts' | 'flag';
  /** Stands for the value in the help, such as `DIR`. */
  readonly value?: string;
  readonly summary: string;
}

export interface Command {
  readonly name: string;
  readonly synopsis: string;
  readonly summary: string;
  readonly options: Readonly<Record<string, CommandOption>>;
  /** The answer is the exit code. */
  run(call: CommandCall): Promise<number>;
}

export interface CommandCall {
  readonly words: readonly string[];
  readonly values: OptionValues;
  /** Opened by the first use, closed by `runCommand`. */
  engine(): Engine;
}

export const dataOption = {
  'data-dir': { kind: 'text', value: 'DIR', summary: 'the data folder; default: the one of the app' },
} as const satisfies Record<string, CommandOption>;
export const outputOption = {
  output: {
    kind: 'text',
    value: 'json|csv|table',
    summary: 'default: table on a terminal, json (one object a line) elsewhere',
  },
} as const satisfies Record<string, CommandOption>;
export const timeOptions = {
  earliest: {
    kind: 'text',
    value: 'T',
    summary: 'only events from here on, such as -24h@h, 2026-03-15T08:00:00 or epoch seconds',
  },
  latest: { kind: 'text', value: 'T', summary: 'only events before' },
  now: { kind: 'text', value: 'T', summary: 'what "now" means: ISO 8601 or epoch seconds' },
  tz: { kind: 'text', value: 'ZONE', summary: 'an IANA time zone such as Europe/Berlin; default UTC' },
} as const satisfies Record<string, CommandOption>;

/** Reads the words behind the command's name, runs it, and closes what it opened. */
export async function runCommand(command: Command, given: readonly string[]): Promise<number> {
  const { words, values } = readArguments(command, given);
  let engine: Engine | undefined;
  try {
    return await command.run({
      words,
      values,
      engine: () =>
        (engine ??= createEngine({ dataFolder: text(values, 'data-dir') ?? defaultDataFolder(), passwordOf })),
    });
  } finally {
    for (const notice of engine?.notices ?? []) process.stderr.write(`grotto: ${notice}\n`);
    await engine?.close();
  }
}

function readArguments(command: Command, given: readonly string[]): { words: readonly string[]; values: OptionValues } {
  const options = Object.fromEntries(
    Object.entries(command.options).map(([name, { kind }]) => [
      name,
      { type: kind === 'flag' ? ('boolean' as const) : ('string' as const), multiple: kind === 'texts' },
    ]),
  );
  try {
    const { values, positionals } = parseArgs({
      args: joinValues(command, given),
      options,
      allowPositionals: true,
      strict: true,
    });
    return { words: positionals, values: values };
  } catch (error) {
    const message = error instanceof Error ? (error.message.split('. ')[0] ?? '') : String(error);
    throw usage(command, `${message}.`);
  }
}

/** `--earliest -24h` as `--earliest=-24h`: a value that starts with a dash is a value all the same. */
function joinValues(command: Command, given: readonly string[]): string[] {
  const joined: string[] = [];
  for (let i = 0; i < given.length; i += 1) {
    const word = given[i] ?? '';
    if (word === '--') return [...joined, ...given.slice(i)];
    const option = word.startsWith('--') ? command.options[word.slice(2)] : undefined;
    const next = given[i + 1];
    if (option !== undefined && option.kind !== 'flag' && next !== undefined) {
      joined.push(`${word}=${next}`);
      i += 1;
    } else joined.push(word);
  }
  return joined;
}

/** A wrong call: says what is wrong and how it is written. */
export function usage(command: Command, message: string): EngineProblem {
  return new EngineProblem({ kind: 'request', message, hint: `Usage: grotto ${command.name} ${command.synopsis}` });
}

export function text(values: OptionValues, name: string): string | undefined {
  const value = values[name];
  return typeof value === 'string' ? value : undefined;
}

export function flag(values: OptionValues, name: string): boolean {
  return values[name] === true;
}

export function wholeNumber(command: Command, values: OptionValues, name: string): number | undefined {
  const given = text(values, name);
  if (given === undefined) return undefined;
  if (!/^\d{1,15}$/.test(given)) throw usage(command, `--${name} takes a whole number, not "${given}".`);
  return Number(given);
}

/** `--set KEY=VALUE` pairs; the value may hold further equal signs. */
export function settings(command: Command, values: OptionValues): Record<string, string> | undefined {
  const pairs = values.set;
  if (!Array.isArray(pairs)) return undefined;
  return Object.fromEntries(
    pairs.map((pair) => {
      const at = String(pair).indexOf('=');
      if (at <= 0) throw usage(command, `--set takes KEY=VALUE, not "${String(pair)}".`);
      return [String(pair).slice(0, at), String(pair).slice(at + 1)];
    }),
  );
}

/** Epoch seconds of ISO 8601 (UTC where it names no zone) or of epoch seconds. */
export function instant(given: string | number): number {
  if (typeof given === 'number') return given;
  if (/^-?\d+(\.\d+)?$/.test(given)) return Number(given);
  const zoned = /(Z|[+-]\d\d:?\d\d)$/i.test(given) || /^\d{4}-\d\d-\d\d$/.test(given) ? given : `${given}Z`;
  const milliseconds = Date.parse(zoned);
  if (Number.isNaN(milliseconds)) {
    throw new EngineProblem({
      kind: 'request',
      message: `"${given}" is no time.`,
      hint: 'Write ISO 8601, such as 2026-03-15T12:00:00Z, or epoch seconds.',
    });
  }
  return milliseconds / 1000;
}

export function timeZone(values: OptionValues): string {
  return checkedZone(text(values, 'tz') ?? 'UTC');
}

export function checkedZone(zone: string): string {
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone: zone }).resolvedOptions().timeZone === 'UTC' ? 'UTC' : zone;
  } catch {
    throw new EngineProblem({
      kind: 'request',
      message: `"${zone}" is no time zone.`,
      hint: 'Write an IANA name such as UTC, Europe/Berlin or America/New_York.',
    });
  }
}
