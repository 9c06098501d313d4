/** loadjob: the rows of a saved search; there are no stored jobs, so it runs anew. */
import { values } from '../../plan/relation.ts';
import { defineCommand } from '../command.ts';
import { printOptions } from '../command-parser.ts';
import { savedSearch } from '../lower/saved-search.ts';
import { SearchError } from '../syntax/error.ts';
import { quote } from '../syntax/printer.ts';
import type { Name } from '../syntax/tree.ts';

interface LoadJob {
  readonly options: Readonly<Record<string, string>>;
  readonly saved?: Name;
  readonly job?: Name;
}

const optionKinds = {
  events: 'boolean',
  job_delegate: 'text',
  artifact_offset: 'integer',
  ignore_running: 'boolean',
} as const;

export const loadjob = defineCommand<LoadJob>({
  name: 'loadjob',
  generating: true,
  transforming: true,
  help: {
    summary: 'The rows of a saved search, run anew: jobs are not kept here.',
    syntax: 'loadjob savedsearch="<user>:<app>:<name>"',
    options: [{ name: 'savedsearch', summary: 'The saved search; user and app are not looked at.' }],
    page: 'https://docs.splunk.com/Documentation/Splunk/latest/SearchReference/Loadjob',
    examples: [
      {
        search: '| loadjob savedsearch="admin:search:Two rows" | head 1',
        explanation: 'The saved search is: | makeresults count=2 | eval a=1 | table a',
        columns: ['a'],
        rows: [[1]],
      },
    ],
  },
  parse(parser) {
    const options: Record<string, string> = {};
    let [saved, job]: [Name?, Name?] = [];
    while (!parser.atEnd()) {
      parser.options(optionKinds, options);
      if (parser.atEnd()) break;
      if (parser.scanner.acceptOption(['savedsearch']) !== undefined)
        saved = parser.scanner.name('"user:app:name" of a saved search');
      else {
        parser.refuseUnknownOption([...Object.keys(optionKinds), 'savedsearch']);
        job = parser.scanner.name('savedsearch= or the id of a job');
      }
    }
    if (saved === undefined && job === undefined) throw parser.scanner.unexpected('savedsearch="user:app:name"');
    return { options, ...(saved === undefined ? {} : { saved }), ...(job === undefined ? {} : { job }) };
  },
  print: ({ options, saved, job }) =>
    [
      ...(saved === undefined ? [] : [`savedsearch=${quote(saved.text)}`]),
      ...(job === undefined ? [] : [quote(job.text)]),
      ...printOptions(options),
    ].join(' '),
  lower(_input, { saved, job }, state, at) {
    if (saved !== undefined) {
      const [, , name] = /^([^:]*):([^:]*):(.*)$/s.exec(saved.text)?.slice(1) ?? [];
      return savedSearch(name === undefined ? saved : { ...saved, text: name }, state);
    }
    if (state.context.checkOnly) return values([], []);
    throw new SearchError('There is no stored job of that id.', {
      position: job?.position ?? at.position,
      length: job?.length ?? at.length,
      hint: 'Load a saved search: loadjob savedsearch="user:app:name".',
    });
  },
});
