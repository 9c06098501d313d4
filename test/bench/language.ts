/** What the language itself costs, without data: from the text to a plan. */
import { emptyKnowledge } from '../../src/knowledge/knowledge.ts';
import { compileSearch } from '../../src/spl/compile.ts';
import { commands } from '../../src/spl/commands/registry.ts';
import { SearchError } from '../../src/spl/syntax/error.ts';
import { emptyCatalogue } from '../../src/store/catalogue.ts';

const tenCommands =
  'index=web status>=400 NOT uri_path=/health* earliest=-24h@h | eval kb=round(bytes/1024,2), area=if(like(uri_path,"/api/%"),"api","page") | rex field=uri_path "^/(?<section>[^/]+)" | lookup people.csv name AS user OUTPUT city | fillnull value="unknown" city | stats count sum(kb) AS kb dc(clientip) AS visitors by section, area, city | eventstats sum(count) AS total by area | eval share=round(100*count/total,1) | where share>0.5 | sort 20 - share | table section area city count share';

const context = {
  now: 1_773_576_000,
  timeZone: 'UTC',
  range: {},
  catalogue: emptyCatalogue.facts,
  defaultIndexes: ['*'],
  knowledge: emptyKnowledge,
  answers: new Map(),
  checkOnly: true,
};

function check(search: string): void {
  try {
    compileSearch(search, context);
  } catch (error) {
    if (!(error instanceof SearchError)) throw error;
  }
}

/** Milliseconds for one search of ten commands (median of 200), and seconds for 10,000 searches of all kinds. */
export function timeLanguage(): { readonly tenCommandsMilliseconds: number; readonly tenThousandSeconds: number } {
  const times: number[] = [];
  for (let i = 0; i < 200; i += 1) {
    const started = performance.now();
    check(tenCommands);
    times.push(performance.now() - started);
  }
  const examples = commands.flatMap((command) => command.help.examples.map((example) => example.search));
  const started = performance.now();
  for (let i = 0; i < 10_000; i += 1) check(i % 4 === 0 ? tenCommands : (examples[i % examples.length] ?? tenCommands));
  return {
    tenCommandsMilliseconds: times.sort((a, b) => a - b)[100] ?? 0,
    tenThousandSeconds: (performance.now() - started) / 1000,
  };
}
