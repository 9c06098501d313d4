/**
 * Parses the search command's conditions: terms, phrases, comparisons, and their combination.
 * NOT binds tightest, then OR, then AND (written or implied), as Splunk evaluates them:
 * https://docs.splunk.com/Documentation/Splunk/latest/Search/Booleanexpressions
 */
import type { SubsearchReader } from './expression-parser.ts';
import { SearchError } from './error.ts';
import type { Scanner } from './scanner.ts';
import type { Predicate, PredicateValue, Subsearch } from './tree.ts';

const maximumDepth = 200;
/** More than subsearches give, whose rows become conditions too. */
const mostParts = 50_000;

/** Everything up to the end of the command; no condition at all is `everything`. */
export function parsePredicate(scanner: Scanner, subsearch: SubsearchReader): Predicate {
  scanner.skipSpace();
  if (scanner.atCommandEnd()) return { kind: 'everything', position: scanner.at, length: 0 };
  const parsed = parseAnd(scanner, subsearch, 0);
  if (!scanner.atCommandEnd())
    throw scanner.unexpected(
      'a condition or a pipe',
      scanner.peek() === ')' ? { hint: 'This parenthesis was never opened.' } : {},
    );
  return parsed;
}

/** and := or ([AND] or)* */
function parseAnd(scanner: Scanner, subsearch: SubsearchReader, depth: number): Predicate {
  if (depth > maximumDepth) throw scanner.unexpected('conditions nested less deeply');
  const parts = [parseOr(scanner, subsearch, depth)];
  while (!scanner.atCommandEnd() && scanner.peek() !== ')') {
    acceptOperator(scanner, 'AND');
    scanner.accept(',');
    scanner.refuseLongList(parts.length, mostParts, 'conditions');
    parts.push(parseOr(scanner, subsearch, depth));
  }
  return combine('and', parts);
}

function parseOr(scanner: Scanner, subsearch: SubsearchReader, depth: number): Predicate {
  const parts = [parseNot(scanner, subsearch, depth)];
  while (acceptOperator(scanner, 'OR')) {
    scanner.refuseLongList(parts.length, mostParts, 'conditions');
    parts.push(parseNot(scanner, subsearch, depth));
  }
  return combine('or', parts);
}

function parseNot(scanner: Scanner, subsearch: SubsearchReader, depth: number): Predicate {
  scanner.skipSpace();
  const position = scanner.at;
  if (acceptOperator(scanner, 'NOT')) {
    if (depth > maximumDepth) throw scanner.unexpected('conditions nested less deeply');
    const part = parseNot(scanner, subsearch, depth + 1);
    return { kind: 'not', part, position, length: scanner.at - position };
  }
  return parsePrimary(scanner, subsearch, depth);
}

function parsePrimary(scanner: Scanner, subsearch: SubsearchReader, depth: number): Predicate {
  const c = scanner.peek();
  const position = scanner.at;
  if (c === '(') {
    scanner.at += 1;
    if (scanner.accept(')')) return { kind: 'everything', position, length: scanner.at - position };
    const inner = parseAnd(scanner, subsearch, depth + 1);
    if (!scanner.accept(')')) {
      if (scanner.atCommandEnd()) {
        throw new SearchError('A parenthesis is opened and never closed.', { position, hint: 'Add the closing ) .' });
      }
      throw scanner.unexpected(')');
    }
    return inner;
  }
  if (c === '[') return subsearch(scanner);
  if (c === '' || c === '|' || c === ']' || c === ')')
    throw scanner.unexpected('a term or a comparison', {
      hint: 'AND, OR and NOT in capitals stand before a condition; as words write them in quotes.',
    });
  const directive = 'TCP'.includes(c) ? scanner.matchAt(/(TERM|CASE|PREFIX)\(/y) : undefined;
  if (directive !== undefined) {
    scanner.at += directive.length;
    const close = scanner.text.indexOf(')', scanner.at);
    if (close < 0) throw new SearchError(`${directive} is never closed.`, { position, length: directive.length });
    const text = scanner.text
      .slice(scanner.at, close)
      .trim()
      .replace(/^"(.*)"$/, '$1');
    scanner.at = close + 1;
    return {
      kind: 'directive',
      directive: directive.slice(0, -1) as 'TERM' | 'CASE' | 'PREFIX',
      text,
      position,
      length: scanner.at - position,
    };
  }
  const quoted = c === '"' || c === "'";
  const word = scanner.tryName(/[\s|[\](),"=<>!]/) ?? acceptOddity(scanner);
  if (word === undefined) throw scanner.unexpected('a term or a comparison');
  const comparison = parseComparison(scanner, word.text, position, subsearch);
  if (comparison) return comparison;
  const length = scanner.at - position;
  if (quoted && c === '"') return { kind: 'phrase', text: word.text, position, length };
  if (word.text === '*') return { kind: 'everything', position, length };
  // A term may go on behind characters that end a field name, such as a URL's = or !
  const rest = scanner.matchAt(/[^\s|[\]()",]+/y);
  if (rest !== undefined) {
    scanner.at += rest.length;
    return { kind: 'term', text: word.text + rest, position, length: scanner.at - position };
  }
  return { kind: 'term', text: word.text, position, length };
}

/** A lone `!`, `<` or such that stands where a term can: taken as a term, as Splunk does. */
function acceptOddity(scanner: Scanner): { text: string } | undefined {
  const c = scanner.peek();
  if (c !== '!' && c !== '<' && c !== '>') return undefined;
  scanner.at += 1;
  return { text: c };
}

function parseComparison(
  scanner: Scanner,
  field: string,
  position: number,
  subsearch: SubsearchReader,
): Predicate | undefined {
  const before = scanner.at;
  const next = scanner.peek();
  if (next === '' || !'=!<>iInN'.includes(next)) {
    scanner.at = before;
    return undefined;
  }
  const operator = scanner.matchAt(/==|!=|<=|>=|=|<|>/y);
  if (operator !== undefined) {
    scanner.at += operator.length;
    const value = scanner.peek() === '[' ? subsearchValue(subsearch(scanner)) : parseValue(scanner);
    if (value === undefined)
      throw scanner.unexpected(`a value after ${field}${operator}`, {
        hint: `To ask that the field is there write ${field}=* .`,
      });
    return {
      kind: 'comparison',
      field,
      operator: operator === '==' ? '=' : (operator as '=' | '!=' | '<' | '<=' | '>' | '>='),
      value,
      position,
      length: scanner.at - position,
    };
  }
  const list = scanner.matchAt(/(NOT\s+)?IN\s*\(/iy);
  if (list !== undefined) {
    scanner.at += list.length;
    const values: PredicateValue[] = [];
    while (!scanner.accept(')')) {
      if (scanner.accept(',')) continue;
      scanner.refuseLongList(values.length, mostParts, 'values');
      const value = parseValue(scanner);
      if (value === undefined) throw scanner.unexpected(`a value or ) in the list for ${field}`);
      values.push(value);
    }
    const inside: Predicate = { kind: 'in', field, values, position, length: scanner.at - position };
    return /^NOT/i.test(list) ? { kind: 'not', part: inside, position, length: inside.length } : inside;
  }
  scanner.at = before;
  return undefined;
}

function subsearchValue(subsearch: Subsearch): PredicateValue {
  return { text: '', quoted: false, subsearch, position: subsearch.position, length: subsearch.length };
}

function parseValue(scanner: Scanner): PredicateValue | undefined {
  const c = scanner.peek();
  const position = scanner.at;
  if (c === '"') {
    const text = scanner.quoted('"');
    return { text, quoted: true, position, length: scanner.at - position };
  }
  const found = scanner.tryName(/[\s|[\](),"]/);
  return found === undefined ? undefined : { ...found, quoted: false };
}

/** AND, OR and NOT are operators only in capitals. */
function acceptOperator(scanner: Scanner, word: 'AND' | 'OR' | 'NOT'): boolean {
  scanner.skipSpace();
  if (!scanner.text.startsWith(word, scanner.at)) return false;
  const next = scanner.text[scanner.at + word.length] ?? ' ';
  if (!/[\s()[\]"]/.test(next)) return false;
  scanner.at += word.length;
  return true;
}

function combine(kind: 'and' | 'or', parts: readonly Predicate[]): Predicate {
  const [first] = parts;
  const last = parts[parts.length - 1];
  if (first === undefined || last === undefined) throw new Error('A combination needs a part.');
  if (parts.length === 1) return first;
  return { kind, parts, position: first.position, length: last.position + last.length - first.position };
}
