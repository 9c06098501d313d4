/** Searches that nobody would write: out of pieces of the language, and out of real ones with something cut, doubled or put in. */
import { commands } from '../../src/spl/commands/registry.ts';
import { compileSearch } from '../../src/spl/compile.ts';
import { evalFunctionNames } from '../../src/spl/functions/registry.ts';
import { SearchError } from '../../src/spl/syntax/error.ts';
import { checking } from '../support/checking.ts';

/** Real searches to begin with. */
export const searches = [
  ...commands.flatMap((command) => command.help.examples.map((example) => example.search)),
  'index=main "Invoice Amount">100 NOT (status=404 OR status=5*) error*',
  'index=main | timechart span=1mon sum("Invoice Amount") as total by Department limit=5 useother=f',
  'index=web | stats count(eval(status>=500)) as errors, dc(clientip) by uri_path | sort - errors, uri_path | head 20',
  'search foo | eval a=if(x>1,"y".b,null()), \'c d\'=-a*(2+3)%4 | where like(a,"%x") AND NOT isnull(b) XOR c=1',
  'index=a [search index=b | fields host] | rex field=_raw "(?<user>\\w+)\\|" max_match=3 | dedup 2 user sortby -_time',
];

export const pieces = [
  ...commands.map((command) => `| ${command.name} `),
  ...'| [ ] ( ) " \' ` ``` \\ = != < > , * - + . % $x$ count sum(x) eval a.b 1 0.5 1e9 é \u202e 😀'.split(' '),
  '"c d"',
  ' ',
  '\n',
  '\0',
  ' by ',
  ' as ',
  ' span=1d ',
  'index=main ',
  'NOT ',
  ' OR ',
  'earliest=-1d@d ',
  'where ',
];

const more = [...pieces, ...[...evalFunctionNames()].map((name) => `${name}(`)];

/** A compiler that answers every text with a plan or with an error that has a place in it; throws what is neither. */
export function mustAnswer(text: string): void {
  try {
    compileSearch(text, checking);
  } catch (error) {
    if (!(error instanceof SearchError)) throw error;
    const { position, length } = error;
    const isInside = position >= 0 && position + (length ?? 0) <= text.length + 1;
    if (!isInside || error.message.length <= 5)
      throw new Error(`The error "${error.message}" at ${position} is not in the text.`, { cause: error });
  }
}

/** `next` gives whole numbers below the one asked for. */
export function strangeSearch(next: (below: number) => number): string {
  const pick = (list: readonly string[]): string => list[next(list.length)] ?? '';
  switch (next(4)) {
    case 0:
      return Array.from({ length: next(25) }, () => pick(more)).join('');
    case 1:
      return String.fromCodePoint(...Array.from({ length: next(80) }, () => next(next(4) === 0 ? 0x3000 : 0x80)));
    default: {
      let text = pick(searches);
      for (let i = next(4); i >= 0; i -= 1) {
        const at = next(text.length + 1);
        const cut = next(3) === 0 ? next(12) : 0;
        const put = next(4) === 0 ? text.slice(at, at + next(40)) : next(6) === 0 ? pick(searches) : pick(more);
        text = text.slice(0, at) + put + text.slice(at + cut);
      }
      return text;
    }
  }
}
