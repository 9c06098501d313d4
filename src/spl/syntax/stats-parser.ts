/** Parses lists of statistical functions, shared by stats, chart, timechart and their kin. */
import { parseExpression } from './expression-parser.ts';
import type { SubsearchReader } from './expression-parser.ts';
import { SearchError } from './error.ts';
import { printExpression } from './printer.ts';
import type { Scanner } from './scanner.ts';
import type { EvalExpression, Name, StatsCall } from './tree.ts';

const mostCalls = 5_000;

/** Calls up to `by`, `over`, an option, a bracket or the end of the command. At least one, unless `optional`. */
export function parseStatsCalls(
  scanner: Scanner,
  subsearch: SubsearchReader,
  stopWords: readonly string[],
): StatsCall[] {
  const calls: StatsCall[] = [];
  while (!scanner.atCommandEnd() && !stopWords.includes(scanner.peekWord().toLowerCase())) {
    if (calls.length > 0) while (scanner.accept(',')) continue;
    if (scanner.atCommandEnd() || stopWords.includes(scanner.peekWord().toLowerCase())) break;
    scanner.refuseLongList(calls.length, mostCalls, 'statistics');
    calls.push(parseStatsCall(scanner, subsearch));
  }
  return calls;
}

export function parseStatsCall(scanner: Scanner, subsearch: SubsearchReader): StatsCall {
  scanner.skipSpace();
  const position = scanner.at;
  const word = scanner.matchAt(/[A-Za-z_][A-Za-z0-9_]*(\.\d+)?/y);
  if (word === undefined) throw scanner.unexpected('a statistical function such as count or sum(field)');
  scanner.at += word.length;
  const name = word.toLowerCase();
  let argument: Name | EvalExpression | undefined;
  let argumentIsEval = false;
  const extra: string[] = [];
  let label = name;
  const typed = (): string => name + scanner.text.slice(position + word.length, scanner.at).trimStart();
  if (name === 'eval' && scanner.accept('(')) {
    // An expression over statistics: eval(avg(size)/max(delay)).
    const inner = parseExpression(scanner, subsearch);
    argument = inner;
    argumentIsEval = true;
    scanner.expect(')', 'to close eval');
    label = typed();
  } else if (scanner.peek() === '(') {
    scanner.at += 1;
    if (!scanner.accept(')')) {
      if (/^eval\s*\(/i.test(scanner.text.slice(scanner.at, scanner.at + 12).trimStart())) {
        scanner.acceptKeyword('eval');
        scanner.expect('(', 'after eval');
        const inner = parseExpression(scanner, subsearch);
        argument = inner;
        argumentIsEval = true;
        scanner.expect(')', 'to close eval');
      } else {
        argument = name === 'eval' ? parseExpression(scanner, subsearch) : parseArgument(scanner, subsearch);
        if ('kind' in argument) argumentIsEval = true;
        label = `${name}(${'kind' in argument ? printExpression(argument) : argument.text})`;
      }
      while (scanner.accept(',')) extra.push(scanner.name('a further argument').text);
      if (!scanner.accept(')')) {
        if (scanner.atCommandEnd()) {
          throw new SearchError(`The parenthesis after ${word} is never closed.`, {
            position: position + word.length,
            hint: 'Add the closing ) .',
          });
        }
        throw scanner.unexpected(`) after the field of ${word}`);
      }
      if (argumentIsEval) label = typed();
    } else label = name === 'count' || name === 'c' ? 'count' : `${name}()`;
  }
  if (argument === undefined && name === 'c') label = 'count';
  const alias = scanner.acceptKeyword('as') ? readAlias(scanner) : undefined;
  const base = { function: name, argumentIsEval, extra, label, position, length: scanner.at - position };
  return { ...base, ...(argument === undefined ? {} : { argument }), ...(alias === undefined ? {} : { alias }) };
}

function readAlias(scanner: Scanner): Name {
  if (scanner.matchAt(/\s*by\s/iy) !== undefined)
    throw scanner.unexpected('a name after AS', { hint: 'Write for example count AS total by host.' });
  return scanner.name('a name after AS');
}

/** A field name (quoted, dotted, with wildcards or blanks before the parenthesis), or a nested call such as sum(eval(...)). */
function parseArgument(scanner: Scanner, subsearch: SubsearchReader): Name | EvalExpression {
  scanner.skipSpace();
  const nested = scanner.matchAt(/\(|[a-z_]\w*\s*\(/iy);
  if (nested !== undefined) return parseExpression(scanner, subsearch);
  return scanner.name('a field', /[|[\](),"]/);
}
