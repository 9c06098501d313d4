/** The language as the search bar and the help pages see it: tokens with their classes, problems, and what there is. */
import type { CheckResult, HelpEntry } from '../protocol/index.ts';
import { commands, commandNamed } from './commands/registry.ts';
import { evalFunctionNamed, evalFunctions } from './functions/registry.ts';
import type { StatsExample } from './functions/stats-definition.ts';
import { statsFunctionNamed, statsFunctions } from './functions/stats-functions.ts';

type Token = CheckResult['tokens'][number];

/** Colours a search, right or wrong; never throws. */
export function colourTokens(text: string): Token[] {
  const tokens: Token[] = [];
  const pattern =
    /```[\s\S]*?(?:```|$)|"(?:[^"\\]|\\.)*"?|'(?:[^'\\]|\\.)*'?|`[^`]*`?|[|[\]]|\d+(?:\.\d+)?\b|[A-Za-z_][\w.{}:@-]*|[=!<>]=?|[-+*/%.]|\S/g;
  let command = 'search';
  let first = true;
  for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
    const word = match[0];
    const start = match.index;
    const end = start + word.length;
    const after = text.slice(end).trimStart();
    const add = (kind: Token['class']): void => void tokens.push({ start, end, class: kind });
    if (word.startsWith('```')) add('comment');
    else if (word.startsWith('"')) add('string');
    else if (word.startsWith("'")) add('field');
    else if (word.startsWith('`')) add('macro');
    else if (word === '|' || word === '[' || word === ']') {
      add('pipe');
      first = true;
      command = word === '[' ? 'search' : command;
      continue;
    } else if (first && commandNamed(word.toLowerCase()) !== undefined && !after.startsWith('=')) {
      command = word.toLowerCase();
      add('command');
    } else if (/^\d/.test(word)) add('number');
    else if (/^(AND|OR|NOT|XOR|IN|LIKE)$/.test(word) || /^(by|as|over|with|output|outputnew)$/i.test(word))
      add('keyword');
    else if (/^[=!<>]=?$|^[-+*/%.]$/.test(word)) add('operator');
    else if (/^[A-Za-z_]/.test(word)) {
      if (
        after.startsWith('(') &&
        (evalFunctionNamed(word) !== undefined || statsFunctionNamed(word.toLowerCase()) !== undefined)
      )
        add('function');
      else if (/^(count|sparkline)$/i.test(word) && command !== 'search') add('function');
      else if (
        after.startsWith('=') &&
        commandNamed(command)?.help.options?.some((o) => o.name === word.toLowerCase()) === true
      )
        add('option');
      else if (/^[=!<>]/.test(after) || command !== 'search') add('field');
      else add('term');
    }
    first = false;
  }
  return tokens;
}

/** An example as a search of its own. */
export function statsExampleSearch({ call, values, times }: StatsExample): string {
  const rows = values.map((value, i) => (times === undefined ? String(value) : `${times[i] ?? 0},${value}`));
  const data = [times === undefined ? 'v' : '_time,v', ...rows].join('\\n');
  return `| makeresults format=csv data="${data}" | stats ${call} AS answer`;
}

export function describeLanguage(): HelpEntry[] {
  return [
    ...commands.map((c): HelpEntry => ({
      name: c.name,
      kind: 'command',
      summary: c.help.summary,
      syntax: c.help.syntax,
      options: [...(c.help.options ?? [])],
      examples: c.help.examples.map((e) => ({ search: e.search, explanation: e.explanation })),
    })),
    ...evalFunctions.map((f): HelpEntry => ({
      name: f.name,
      kind: 'eval function',
      summary: f.summary,
      syntax: f.syntax,
      options: [],
      examples: f.examples.map((e) => ({
        search: `| makeresults | eval result=${e.expression}`,
        explanation: `gives ${JSON.stringify(e.value)}`,
      })),
    })),
    ...statsFunctions.map((f): HelpEntry => ({
      name: f.name,
      kind: 'stats function',
      summary: f.summary,
      syntax: f.syntax,
      options: [],
      examples: f.examples.map((e) => ({
        search: statsExampleSearch(e),
        explanation: `gives ${JSON.stringify(e.result)}`,
      })),
    })),
  ];
}
