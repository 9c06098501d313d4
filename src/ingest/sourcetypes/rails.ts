/** Rails' log of requests: from Started to Completed. */
import type { SourceType } from './definition.ts';

export const rails: SourceType = {
  name: 'ruby_on_rails',
  description: 'Log of a Rails application',
  category: 'Application',
  settings: { SHOULD_LINEMERGE: 'true', BREAK_ONLY_BEFORE: '^Started [A-Z]+ "', MAX_TIMESTAMP_LOOKAHEAD: '4000' },
  opening: /^Started [A-Z]+ "[^"]*" for \S+ at \d{4}-\d{2}-\d{2} /,
  extract: [
    /^Started (?<method>[A-Z]+) "(?<uri>[^"]*)" for (?<clientip>\S+) at [^\n]*(?:\nProcessing by (?<controller>\w+)#(?<action>\w+))?(?:[^]{0,8000}?\nCompleted (?<status>\d{3}) [^\n]*? in (?<duration>\d+)ms)?/,
  ],
  samples: [
    {
      line: 'Started GET "/posts" for 127.0.0.1 at 2026-03-15 08:00:01 +0100\nProcessing by PostsController#index as HTML\nCompleted 200 OK in 12ms (Views: 10.1ms)',
      time: '2026-03-15T07:00:01.000Z',
      fields: { method: 'GET', uri: '/posts', controller: 'PostsController', status: '200', duration: '12' },
    },
  ],
};
