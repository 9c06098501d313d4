/** What is found out about an input, and what is known before. */
import type { Decision, TimeCandidate } from '../../protocol/index.ts';
import { withoutColours } from '../lines.ts';
import type { Line } from '../lines.ts';
import type { DialectFinding } from '../delimited/dialect.ts';
import type { Transforms } from '../../knowledge/source-types.ts';
import type { Settings } from '../settings.ts';
import type { SourceType } from '../sourcetypes/definition.ts';
import type { TimeContext } from '../timestamp/format.ts';
import type { InputSource } from '../types.ts';

export type Shape = 'delimited' | 'json' | 'w3c' | 'text';

export interface Understanding {
  readonly sourcetype: string;
  readonly confidence: number;
  readonly shape: Shape;
  /** All that the reader needs: what was found, under what the source type and the person have set. */
  readonly settings: Settings;
  readonly charset: string;
  readonly decisions: readonly Decision[];
  readonly timeCandidates: readonly TimeCandidate[];
  readonly ambiguity?: {
    readonly question: string;
    readonly readings: readonly {
      readonly label: string;
      readonly settings: Settings;
      readonly examples: readonly string[];
    }[];
  };
  readonly warnings: readonly string[];
  /** For delimited files: names of the columns, in order. */
  readonly columns: readonly string[];
  readonly dialect?: DialectFinding;
  /** Pretrained definition whose field extraction applies. */
  readonly definition: SourceType | undefined;
  /** What tells this kind of file from others: a saved source type is picked up by it. */
  readonly fingerprint: string;
  /** The format found by itself; TIME_FORMAT in the settings goes before it. */
  readonly automaticFormat?: string;
  /** Formats of lines that begin with a time of another kind; TIME_FORMAT is not set then. */
  readonly otherFormats?: readonly string[];
  /** For JSON that is one object around its records: the keys that lead to them. */
  readonly listPath?: readonly string[];
  /** For text: a line begins an event where its time starts no later than this. */
  readonly latestTimeStart: number;
}

export interface Hints {
  readonly sourcetype?: string;
  /** A saved source type's settings, or a person's changes: they go before what is found. */
  readonly settings?: Settings;
  readonly timeZone?: string;
  /** A saved source type for a fingerprint. */
  readonly bySavedFingerprint?: (
    fingerprint: string,
  ) => { readonly name: string; readonly settings: Settings } | undefined;
  readonly savedType?: (name: string) => Settings | undefined;
  /** What TRANSFORMS- settings name. */
  readonly transforms?: Transforms;
}

export function timeContext(source: InputSource, zone: string, settings: Settings = {}): TimeContext {
  const aliases = (settings.TZ_ALIAS ?? '').split(',').flatMap((pair) => {
    const [word, zoneOfWord] = pair.split('=').map((part) => part.trim());
    return word === undefined || zoneOfWord === undefined ? [] : [[word.toUpperCase(), zoneOfWord] as const];
  });
  return { zone, reference: source.modified, ...(aliases.length === 0 ? {} : { aliases: new Map(aliases) }) };
}

/** What all shapes start from. */
export interface Finish {
  readonly source: InputSource;
  readonly lines: readonly Line[];
  readonly later: readonly Line[];
  readonly hints: Hints;
  readonly given: Settings;
  readonly base: Settings;
  readonly charset: string;
  readonly decisions: Decision[];
  readonly context: TimeContext;
  readonly named: SourceType | undefined;
}

/** The share of the lines that match, 0 .. 1. */
export function shareOf(pattern: RegExp, lines: readonly Line[]): number {
  const matching = lines.filter((l) => pattern.test(withoutColours(l.text)));
  return matching.length / Math.max(1, lines.length);
}
