/** KV_MODE: which keys stand in the text of some events, and the value of one as an expression over the text. */
import { call, numeral, text, when } from '../plan/expression.ts';
import type { Expression } from '../plan/types.ts';
import { jsonPaths } from '../spl/lower/json-paths.ts';

export interface FoundKeys {
  readonly kind: 'pairs' | 'json' | 'xml';
  readonly names: readonly string[];
}

export const noKeys: FoundKeys = { kind: 'pairs', names: [] };

/** As Splunk's limits.conf has it: at most so many keys, in so many characters of an event. */
const mostKeys = 100;
const mostCharacters = 10_240;

const before = '(?:^|[\\s,;(\\[{&?|])';
const pair = new RegExp(`${before}([A-Za-z_][\\w.-]{0,63})=(?:"|'|[^\\s,;&"'|)\\]}])`, 'g');
const element = /<([A-Za-z_][\w.-]{0,63})(?:\s[^<>]{0,500})?>[^<>]*<\//g;

/** `mode`: the value of KV_MODE; Splunk's default is auto. */
export function keysIn(events: readonly string[], mode: string): FoundKeys {
  const wanted = mode.trim().toLowerCase();
  if (wanted === 'none') return noKeys;
  const objects = events.filter((event) => /^\s*[[{]/.test(event)).length;
  if (wanted === 'json' || (wanted.startsWith('auto') && objects > events.length / 2))
    return { kind: 'json', names: distinct(events, jsonPaths, 500) };
  const found = (pattern: RegExp) => (event: string) =>
    [...event.slice(0, mostCharacters).matchAll(pattern)].map((match) => match[1] ?? '');
  return wanted === 'xml'
    ? { kind: 'xml', names: distinct(events, found(element), mostKeys) }
    : { kind: 'pairs', names: distinct(events, found(pair), mostKeys) };
}

function distinct(events: readonly string[], read: (event: string) => readonly string[], most: number): string[] {
  const names = new Set<string>();
  for (const event of events) {
    for (const name of read(event)) names.add(name);
    if (names.size >= most) break;
  }
  return [...names].slice(0, most);
}

export function valueOfKey(raw: Expression, kind: FoundKeys['kind'], key: string): Expression {
  if (kind === 'json')
    return key.includes('{}')
      ? call('jsonExtractAll', 'multivalue', raw, text(key))
      : call('jsonExtract', 'string', raw, text(key));
  const name = key.replace(/[.*+?^${}()|[\]\\-]/g, '\\$&');
  const group = (pattern: string): Expression => call('regexExtract', 'string', raw, text(pattern), numeral(1));
  const [mark, value] =
    kind === 'xml'
      ? [`<${key}`, group(`<${name}(?:\\s[^<>]*)?>([^<>]*)</`)]
      : [
          `${key}=`,
          call(
            'coalesce',
            'string',
            group(`${before}${name}="((?:[^"\\\\]|\\\\.)*)"`),
            group(`${before}${name}='([^']*)'`),
            group(`${before}${name}=([^\\s,;&"'|)\\]}]+)`),
          ),
        ];
  // Most events that lack the key are told by a plain search for it, which is many times faster.
  return when([{ when: call('contains', 'boolean', raw, text(mark)), then: value }], undefined, 'string');
}
