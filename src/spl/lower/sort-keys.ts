/** Sort fields as sort and dedup's sortby take them: `-field`, `num(field)`, `ip(field)`. https://docs.splunk.com/Documentation/Splunk/latest/SearchReference/Sort */
import { and, call, column, convert, isNotNull, isNull, nothing, numeral, text, when } from '../../plan/expression.ts';
import { findColumn } from '../../plan/relation.ts';
import type { Expression, Relation, SortKey } from '../../plan/types.ts';
import { printName } from '../syntax/printer.ts';
import type { Scanner } from '../syntax/scanner.ts';
import type { Span } from '../syntax/tree.ts';

export interface SortField extends Span {
  readonly field: string;
  readonly descending: boolean;
  readonly method: 'auto' | 'str' | 'num' | 'ip';
}

export function parseSortKeys(scanner: Scanner): SortField[] {
  const keys: SortField[] = [];
  while (!scanner.atCommandEnd()) {
    if (keys.length > 0) scanner.accept(',');
    if (scanner.atCommandEnd()) break;
    if (
      /^(desc|d|asc|a)$/i.test(scanner.peekWord()) &&
      keys.length > 0 &&
      /^\w+\s*($|[|\]])/.test(scanner.text.slice(scanner.at))
    )
      break;
    if (keys.length > 0 && scanner.matchAt(/\s*(keepevents|keepempty|consecutive|limit)\s*=/y) !== undefined) break;
    const position = scanner.at;
    const descending = scanner.accept('-');
    if (!descending) scanner.accept('+');
    const wrapped = scanner.matchAt(/\s*(auto|str|num|ip)\s*\(/iy);
    if (wrapped === undefined) {
      keys.push({
        field: scanner.name('a field to sort by').text,
        descending,
        method: 'auto',
        position,
        length: scanner.at - position,
      });
      continue;
    }
    scanner.at += wrapped.length;
    const field = scanner.name('a field to sort by').text;
    scanner.expect(')', 'after the field');
    keys.push({
      field,
      descending,
      method: wrapped
        .trim()
        .replace(/\s*\($/, '')
        .toLowerCase() as 'auto' | 'str' | 'num' | 'ip',
      position,
      length: scanner.at - position,
    });
  }
  return keys;
}

export function printSortKeys(keys: readonly SortField[]): string {
  return keys
    .map(
      ({ field, descending, method }) =>
        `${descending ? '-' : ''}${method === 'auto' ? printName(field) : `${method}(${printName(field)})`}`,
    )
    .join(', ');
}

/** Plan keys: numbers before texts where a field is not all numbers; missing values last. */
export function sortKeysOf(keys: readonly SortField[], relation: Relation): SortKey[] {
  return keys.flatMap(({ field, descending, method }): SortKey[] => {
    const found = findColumn(relation, field);
    const value: Expression = found === undefined ? nothing() : column(found.name, found.type);
    const direction = descending ? 'descending' : 'ascending';
    const words = convert(value, 'string');
    if (method === 'ip') return [{ expression: call('addressSortKey', 'string', words), direction }];
    if (method === 'num')
      return [{ expression: convert(value.type === 'multivalue' ? words : value, 'number'), direction }];
    if (value.type === 'number' || value.type === 'time')
      return method === 'str' ? [{ expression: words, direction }] : [{ expression: value, direction }];
    if (method === 'str') return [{ expression: words, direction }];
    const number = convert(words, 'number');
    const otherwise = when([{ when: isNull(number), then: words }], text(''), 'string');
    const byValue: SortKey[] = [
      { expression: number, direction },
      { expression: otherwise, direction },
    ];
    if (!descending) return byValue;
    // Texts come first the other way round, and what is missing still comes last.
    const isText = and(isNotNull(words), isNull(number));
    const kind = when(
      [{ when: isText, then: numeral(1) }],
      when([{ when: isNotNull(words), then: numeral(0) }], nothing('number'), 'number'),
      'number',
    );
    return [{ expression: kind, direction }, ...byValue];
  });
}
