/** What the person changed about a group of files, panel by panel; a panel's modes each keep their values. */
import type { Settings } from '../../src/protocol/index.ts';

export type BreakMode = 'automatic' | 'every-line' | 'pattern';
export type TimeMode = 'automatic' | 'current' | 'advanced';

export interface Correction {
  /** Undefined: found by itself. */
  readonly sourcetype: string | undefined;
  readonly breakMode: BreakMode;
  /** An event starts where this matches at a line's start (BREAK_ONLY_BEFORE). */
  readonly breakPattern: string;
  readonly timeMode: TimeMode;
  /** TIME_FORMAT, TIME_PREFIX, TIMESTAMP_FIELDS, MAX_TIMESTAMP_LOOKAHEAD, TZ; used in mode `advanced`. */
  readonly time: Settings;
  /** FIELD_DELIMITER and its like; used where not empty. */
  readonly delimited: Settings;
  /** Any other setting. */
  readonly more: Settings;
}

export const noCorrection: Correction = {
  sourcetype: undefined,
  breakMode: 'automatic',
  breakPattern: '',
  timeMode: 'automatic',
  time: {},
  delimited: {},
  more: {},
};

/** The settings that a correction amounts to, over those of the source type. */
export function settingsOf(correction: Correction): Settings {
  return {
    ...breakSettings(correction),
    ...timeSettings(correction),
    ...filled(correction.delimited),
    ...filled(correction.more),
  };
}

export function isChanged(correction: Correction): boolean {
  return correction.sourcetype !== undefined || Object.keys(settingsOf(correction)).length > 0;
}

function breakSettings({ breakMode, breakPattern }: Correction): Settings {
  switch (breakMode) {
    case 'automatic':
      return {};
    case 'every-line':
      return { SHOULD_LINEMERGE: 'false', LINE_BREAKER: '([\\r\\n]+)' };
    case 'pattern':
      return breakPattern === '' ? {} : { SHOULD_LINEMERGE: 'true', BREAK_ONLY_BEFORE: breakPattern };
  }
}

function timeSettings({ timeMode, time }: Correction): Settings {
  switch (timeMode) {
    case 'automatic':
      return {};
    case 'current':
      return { DATETIME_CONFIG: 'CURRENT' };
    case 'advanced':
      return filled(time);
  }
}

function filled(settings: Settings): Settings {
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== ''));
}
