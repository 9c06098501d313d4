/** rex: takes fields out of text by a regular expression, or edits text as sed does. */
import { and, call, column, convert, isNotNull, nothing, numeral, text, when } from '../../plan/expression.ts';
import { extend, findColumn } from '../../plan/relation.ts';
import type { Expression, Named } from '../../plan/types.ts';
import { warnUnknownField } from '../compile-state.ts';
import { defineCommand } from '../command.ts';
import { printOptions } from '../command-parser.ts';
import { asList } from '../lower/compare.ts';
import { firstValues } from '../lower/first-values.ts';
import { conditionsOf, prepareMatch, preparePattern } from '../lower/regex.ts';
import type { MatchPattern } from '../lower/regex.ts';
import { beforeGroup, upToMatch } from '../lower/regex-places.ts';
import { SearchError } from '../syntax/error.ts';
import { quote } from '../syntax/printer.ts';
import type { Name } from '../syntax/tree.ts';

interface Rex {
  readonly pattern: Name;
  readonly options: Readonly<Record<string, string>>;
}

const optionKinds = { field: 'text', max_match: 'integer', offset_field: 'text', mode: 'text' } as const;

export const rex = defineCommand<Rex>({
  name: 'rex',
  help: {
    summary:
      "Takes fields out of a field's text by the named groups of a regular expression, or edits the text with mode=sed.",
    syntax:
      'rex [field=<field>] [max_match=<n>] "<regex with (?<name>...)>" | rex [field=<field>] mode=sed "s/<regex>/<replacement>/g"',
    options: [
      { name: 'field', summary: 'The field to read. Default _raw.' },
      { name: 'max_match', summary: 'How many matches to take; 0 is all, more than one gives multivalues. Default 1.' },
      { name: 'mode', summary: 'sed edits the field in place.' },
      { name: 'offset_field', summary: 'A field for the places of the matches.' },
    ],
    page: 'https://docs.splunk.com/Documentation/Splunk/latest/SearchReference/Rex',
    examples: [
      {
        search:
          '| makeresults format=csv data="path\n/api/v2/items" | rex field=path "^/api/v(?<version>\\d+)/(?<what>\\w+)"',
        explanation: 'Named groups become fields.',
        columns: ['path', 'version', 'what'],
        rows: [['/api/v2/items', '2', 'items']],
      },
      {
        search: '| makeresults format=csv data="card\n1234-5678" | rex field=card mode=sed "s/\\d{4}-/XXXX-/"',
        explanation: 'Edits the field.',
        columns: ['card'],
        rows: [['XXXX-5678']],
      },
    ],
  },
  parse(parser) {
    const options = parser.options(optionKinds);
    parser.refuseUnknownOption(Object.keys(optionKinds));
    const pattern = parser.text('a regular expression in quotes');
    parser.options(optionKinds, options);
    return { pattern, options };
  },
  print: ({ pattern, options }) => [...printOptions(options), quote(pattern.text)].join(' '),
  lower(input, { pattern, options }, state) {
    const name = options.field ?? '_raw';
    const found = findColumn(input, name);
    if (found === undefined) warnUnknownField(state, input, name);
    const whole = found === undefined ? nothing() : convert(column(found.name, found.type), 'string');
    if (options.mode === 'sed') {
      const value = edit(whole, pattern);
      return found === undefined ? input : extend(input, [{ name, value }]);
    }
    const most = Number(options.max_match ?? 1);
    const prepared: MatchPattern =
      options.offset_field === undefined
        ? prepareMatch(pattern.text, pattern, most === 1 ? 'one match' : 'all')
        : { ...preparePattern(pattern.text, pattern), conditions: [] };
    if (prepared.groups.length === 0) {
      throw new SearchError('The regular expression has no named group.', {
        position: pattern.position,
        length: pattern.length,
        hint: 'Name the part you want: (?<field>...) .',
      });
    }
    const conditions = conditionsOf(prepared, whole);
    const subject =
      conditions.length === 0 ? whole : when([{ when: and(...conditions), then: whole }], undefined, 'string');
    const made = new Map<string, Expression>();
    for (const group of prepared.groups) {
      const before = findColumn(input, group.name);
      const all = call('regexExtractAll', 'multivalue', subject, text(prepared.pattern), numeral(group.number));
      const value =
        most === 1
          ? call('regexExtract', 'string', subject, text(prepared.pattern), numeral(group.number))
          : most === 0
            ? all
            : firstValues(all, most);
      // Where nothing matches, a field of that name keeps its value.
      const kept =
        before !== undefined && before.type === value.type
          ? when([{ when: isNotNull(value), then: value }], column(before.name, before.type), value.type)
          : value;
      made.set(group.name, kept);
    }
    if (options.offset_field !== undefined)
      made.set(options.offset_field, placesOf(prepared.pattern, prepared.groups, subject));
    return extend(
      input,
      [...made].map(([field, value]): Named<Expression> => ({ name: field, value })),
    );
  },
});

/** `name=first-last` of each group, places from 0, joined by &; null where nothing matches. */
function placesOf(
  pattern: string,
  groups: readonly { readonly name: string; readonly number: number }[],
  subject: Expression,
): Expression {
  const number = (value: Expression, more: number): Expression =>
    convert(call('add', 'number', call('length', 'number', value), numeral(more)), 'string');
  const parts = groups.flatMap(({ name, number: group }) => {
    const before = beforeGroup(pattern, group);
    if (before === undefined) return [];
    const head = call(
      'coalesce',
      'string',
      call('regexExtract', 'string', subject, text(before), numeral(1)),
      text(''),
    );
    const value = call('regexExtract', 'string', subject, text(pattern), numeral(group));
    const whole = call('concatenate', 'string', head, value);
    return [call('concatenate', 'string', text(`${name}=`), number(head, 0), text('-'), number(whole, -1))];
  });
  if (parts.length === 0) return nothing();
  return call('listJoin', 'string', call('listAppend', 'multivalue', ...parts.map(asList)), text('&'));
}

/** s/regex/replacement/flags, with flags g, i or the number of the match, or y/from/to; several behind each other. */
function edit(subject: Expression, script: Name): Expression {
  let rest = script.text.trim();
  let value = subject;
  while (rest !== '') {
    const kind = rest[0];
    const separator = rest[1] ?? '';
    const parts = cutAt(rest.slice(2), separator);
    if ((kind !== 's' && kind !== 'y') || parts === undefined) {
      throw new SearchError(`"${rest}" is no sed expression.`, {
        position: script.position,
        length: script.length,
        hint: 'Write s/regex/replacement/g or y/abc/xyz/ .',
      });
    }
    const [from, to, behind] = parts;
    if (kind === 'y') {
      value = call('translateCharacters', 'string', value, text(from), text(to));
      rest = behind.trim();
    } else {
      const flags = /^[a-zA-Z0-9]*/.exec(behind)?.[0] ?? '';
      const prepared = preparePattern(from, script).pattern;
      const pattern = flags.includes('i') ? `(?i)${prepared}` : prepared;
      const nth = Number(/\d+/.exec(flags)?.[0] ?? 0);
      value =
        nth > 0
          ? call('regexReplace', 'string', value, text(upToMatch(pattern, nth)), text(`\\1${shifted(to)}`), text(''))
          : call('regexReplace', 'string', value, text(pattern), text(to), text(flags.includes('g') ? 'g' : ''));
      rest = behind.slice(flags.length).replace(/^[\s;]+/, '');
    }
  }
  return value;
}

/** Groups one place further on. */
function shifted(replacement: string): string {
  return replacement.replace(/\\(\\|\d)/g, (all, what: string) => (what === '\\' ? all : `\\${Number(what) + 1}`));
}

function cutAt(body: string, separator: string): readonly [string, string, string] | undefined {
  const parts: string[] = [];
  let current = '';
  for (let i = 0; i < body.length; i += 1) {
    const c = body[i] ?? '';
    if (c === '\\') {
      const next = body[i + 1] ?? '';
      current += next === separator ? next : c + next;
      i += 1;
    } else if (c === separator) {
      parts.push(current);
      current = '';
      if (parts.length === 2) return [parts[0] ?? '', parts[1] ?? '', body.slice(i + 1)];
    } else current += c;
  }
  return undefined;
}
