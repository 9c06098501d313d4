/**
 * Fields that a source type's settings take out of events when they are searched: expressions over the stored columns.
 * In Splunk's order: EXTRACT-, REPORT-, KV_MODE, FIELDALIAS-, EVAL-, LOOKUP-.
 * https://docs.splunk.com/Documentation/Splunk/latest/Knowledge/Searchtimeoperationssequence
 */
import { call, column, convert, isNotNull, nothing, numeral, text, when } from '../plan/expression.ts';
import { eventColumns } from '../plan/catalogue.ts';
import { substitute } from '../plan/substitute.ts';
import type { Column, Expression, Named } from '../plan/types.ts';
import { lowerCalculatedField } from '../spl/lower/calculated-field.ts';
import { prepareMatch, preparePattern } from '../spl/lower/regex.ts';
import { lookedUp, parseAutomaticLookup } from './automatic-lookups.ts';
import type { LoadedLookup } from './automatic-lookups.ts';
import { expandGrok } from './grok.ts';
import { valueOfKey } from './key-values.ts';
import type { FoundKeys } from './key-values.ts';
import type { Transforms } from './source-types.ts';

export interface SearchTimeFields {
  readonly fields: readonly Named<Expression>[];
  /** Settings that could not be used, with the reason. */
  readonly problems: readonly string[];
}

export interface SearchTimeSettings {
  readonly settings: Readonly<Record<string, string>>;
  readonly transforms: Transforms;
  /** Stored fields beside the fixed ones. */
  readonly stored: readonly Column[];
  /** Keys that a look at some events found; none where KV_MODE says none. */
  readonly keys: FoundKeys;
  /** What LOOKUP- settings name, as far as it is there. */
  readonly lookups: ReadonlyMap<string, LoadedLookup>;
}

type Fields = Map<string, Expression>;

/** Events are told apart and ordered by these; no setting changes them. */
const untouchable = new Set(['_raw', '_time', '_id', '_indextime', 'index', 'sourcetype', '_time_source']);

export function searchTimeFields(given: SearchTimeSettings): SearchTimeFields {
  const columns = [...eventColumns, ...given.stored];
  const start = new Map(columns.map((c): [string, Expression] => [c.name, column(c.name, c.type)]));
  const fields: Fields = new Map(start);
  const problems: string[] = [];
  const attempt = (key: string, work: () => void): void => {
    try {
      work();
    } catch (error) {
      problems.push(
        `${key} of the source type has no effect: ${error instanceof Error ? error.message : String(error)}`,
      );
    }
  };
  const keysOf = (kind: string): string[] =>
    Object.keys(given.settings)
      .filter((key) => key.startsWith(kind))
      .sort();
  const valueOf = (key: string): string => given.settings[key] ?? '';
  for (const key of keysOf('EXTRACT-')) attempt(key, () => extract(valueOf(key), fields));
  for (const key of keysOf('REPORT-'))
    for (const name of valueOf(key)
      .split(',')
      .map((one) => one.trim()))
      attempt(key, () => {
        const stanza = given.transforms.get(name);
        if (stanza === undefined) throw new Error(`transforms.conf has no stanza ${name}.`);
        report(name, stanza, fields);
      });
  const raw = column('_raw', 'string');
  for (const key of given.keys.names) if (!fields.has(key)) fields.set(key, valueOfKey(raw, given.keys.kind, key));
  for (const key of keysOf('FIELDALIAS-')) attempt(key, () => alias(valueOf(key), fields));
  const before = new Map(fields);
  for (const key of keysOf('EVAL-'))
    attempt(key, () => {
      const known = [...before].map(([name, { type }]): Column => ({ name, type }));
      set(fields, key.slice('EVAL-'.length), substitute(lowerCalculatedField(valueOf(key), known), before));
    });
  const evaluated = new Map(fields);
  for (const key of keysOf('LOOKUP-'))
    attempt(key, () => {
      const lookup = parseAutomaticLookup(valueOf(key));
      const loaded = given.lookups.get(lookup.name);
      if (loaded === undefined) throw new Error(`There is no lookup ${lookup.name}.`);
      for (const { name, value } of lookedUp(lookup, loaded, evaluated)) set(fields, name, value);
    });
  return {
    fields: [...fields].filter(([name, value]) => start.get(name) !== value).map(([name, value]) => ({ name, value })),
    problems,
  };
}

function set(fields: Fields, name: string, value: Expression): void {
  if (untouchable.has(name)) throw new Error(`The field ${name} cannot be changed.`);
  // Conditions have no place in a field.
  fields.set(name, value.type === 'boolean' ? convert(value, 'string') : value);
}

/** Where the new value is null, one that is there stays. */
function add(fields: Fields, name: string, value: Expression): void {
  const before = fields.get(name);
  set(fields, name, before === undefined ? value : call('coalesce', value.type, value, convert(before, value.type)));
}

function subject(fields: Fields, name: string): Expression {
  const found = fields.get(name);
  if (found === undefined) throw new Error(`There is no field ${name} before it.`);
  return convert(found, 'string');
}

/** Multi-line texts are one subject to ^ and $ of each line, and a dot is any character, as in Splunk. */
function multiline(regex: string): string {
  return `(?ms)${expandGrok(regex)}`;
}

function prepared(regex: string): ReturnType<typeof preparePattern> {
  return preparePattern(multiline(regex), { position: 0, length: regex.length });
}

function extract(setting: string, fields: Fields): void {
  const [, regex = setting, source = '_raw'] = /^([^]*\S)\s+in\s+([\w.:{}-]+)\s*$/.exec(setting) ?? [];
  const { pattern, groups } = prepareMatch(multiline(regex), { position: 0, length: regex.length });
  if (groups.length === 0) throw new Error('Its regular expression has no named group.');
  const from = subject(fields, source);
  for (const { name, number } of groups)
    add(fields, name, call('regexExtract', 'string', from, text(pattern), numeral(number)));
}

function report(name: string, stanza: Readonly<Record<string, string>>, fields: Fields): void {
  const from = subject(fields, stanza.SOURCE_KEY ?? '_raw');
  if (stanza.DELIMS !== undefined) {
    byDelimiters(stanza, from, fields);
    return;
  }
  const { pattern, groups } = prepared(stanza.REGEX ?? '');
  const all = /^(1|t|true|y|yes)$/i.test(stanza.MV_ADD ?? '');
  const value = (number: number): Expression =>
    all
      ? call('regexExtractAll', 'multivalue', from, text(pattern), numeral(number))
      : call('regexExtract', 'string', from, text(pattern), numeral(number));
  const pairs = [...(stanza.FORMAT ?? '').matchAll(/([^\s:]+)::("[^"]*"|\S+)/g)];
  if (pairs.length === 0 && groups.length === 0)
    throw new Error(`The transform ${name} has neither named groups nor a FORMAT.`);
  for (const { name: field, number } of groups) add(fields, field, value(number));
  for (const [, field = '', written = ''] of pairs) {
    if (/[$\\]\d/.test(field))
      throw new Error(`The transform ${name} takes names of fields from the text; use KV_MODE.`);
    const parts = written.replace(/^"|"$/g, '').split(/[$\\](\d)/);
    const single = parts.length === 3 && parts[0] === '' && parts[2] === '' ? Number(parts[1]) : undefined;
    const pieces = parts.map((part, i) => (i % 2 === 0 ? text(part) : value(Number(part))));
    add(fields, field, single === undefined ? call('concatenate', 'string', text(''), ...pieces) : value(single));
  }
}

/** DELIMS with FIELDS: the parts by their places; two sets of delimiters: pairs of key and value. */
function byDelimiters(stanza: Readonly<Record<string, string>>, from: Expression, fields: Fields): void {
  const unquoted = (list: string): string[] =>
    [...list.matchAll(/"((?:[^"\\]|\\.)*)"|([^",\s]+)/g)].map((found) =>
      (found[1] ?? found[2] ?? '').replace(/\\t/g, '\t').replace(/\\(.)/g, '$1'),
    );
  const [delimiters = ','] = unquoted(stanza.DELIMS ?? '');
  if (unquoted(stanza.DELIMS ?? '').length > 1) throw new Error('DELIMS with two sets is not supported; use KV_MODE.');
  const [first = ',', ...others] = [...delimiters];
  const even =
    others.length === 0
      ? from
      : call('translateCharacters', 'string', from, text(others.join('')), text(first.repeat(others.length)));
  const parts = call('split', 'multivalue', even, text(first));
  unquoted(stanza.FIELDS ?? '').forEach((name, i) => {
    const part = call('trimCharacters', 'string', call('listItem', 'string', parts, numeral(i)), text('" '));
    add(fields, name, when([{ when: call('notEqual', 'boolean', part, text('')), then: part }], nothing(), 'string'));
  });
}

/** AS takes the place of a field of the new name, also where the old one is missing; ASNEW leaves one that is there. */
function alias(setting: string, fields: Fields): void {
  const name = '("(?:[^"\\\\]|\\\\.)*"|[^\\s,]+)';
  const pairs = [...setting.matchAll(new RegExp(`${name}\\s+(AS|ASNEW)\\s+${name}`, 'gi'))];
  if (pairs.length === 0) throw new Error('Write: field AS other_name.');
  const plain = (given = ''): string => given.replace(/^"|"$/g, '');
  for (const [, old, how, renamed] of pairs) {
    const value = fields.get(plain(old));
    const before = fields.get(plain(renamed));
    if (how?.toUpperCase() === 'ASNEW' && before !== undefined) {
      if (value !== undefined)
        set(
          fields,
          plain(renamed),
          when([{ when: isNotNull(before), then: before }], convert(value, before.type), before.type),
        );
    } else if (value !== undefined || before !== undefined) set(fields, plain(renamed), value ?? nothing());
  }
}
