/** The mistakes that people make most: what is marked, what is said, and what is suggested. */
import { expect, test } from 'vitest';
import { emptyKnowledge } from '../../src/knowledge/knowledge.ts';
import { compileSearch } from '../../src/spl/compile.ts';
import { SearchError } from '../../src/spl/syntax/error.ts';
import { emptyCatalogue } from '../../src/store/catalogue.ts';

const macros = new Map([
  ['errors_only', { arguments: [], definition: 'status>=500', isEval: false }],
  ['top_by(2)', { arguments: ['field', 'n'], definition: 'top limit=$n$ $field$', isEval: false }],
]);

const context = {
  now: 1_773_576_000,
  timeZone: 'UTC',
  range: {},
  catalogue: emptyCatalogue.facts,
  defaultIndexes: ['*'],
  knowledge: { ...emptyKnowledge, macros },
  answers: new Map(),
  checkOnly: false,
};

/** The text that is marked is empty where the search ends too early. */
const mistakes: readonly (readonly [search: string, marked: string, message: string, hint: string])[] = [
  ['index=web | stat count by status', 'stat', 'There is no command "stat".', 'Did you mean stats?'],
  ['index=web | stats cuont by status', 'cuont', 'There is no statistical function "cuont".', 'Did you mean count?'],
  ['index=web | stats sum by status', 'sum ', 'sum needs a field.', 'Write sum(field) .'],
  ['index=web | stats avg bytes by status', 'avg ', 'avg needs a field.', 'Write avg(field) .'],
  [
    'index=web | stats count(status by clientip',
    '(',
    'The parenthesis after count is never closed.',
    'Add the closing ) .',
  ],
  [
    'index=web | stats count as by status',
    'by',
    'Found "by" where a name after AS is expected.',
    'Write for example count AS total by host.',
  ],
  [
    'index=web | stats count group by status',
    'group',
    'There is no statistical function "group".',
    'Group with | stats count by field.',
  ],
  ['index=web | eval x', '', 'The search ends where = after the field x is expected.', 'Write field=expression.'],
  [
    'index=web | eval x=',
    '',
    'The search ends where a value, a field or a function is expected.',
    'Behind it stands a number, a text in double quotes, a field or a function.',
  ],
  [
    'index=web | eval x==1',
    '=',
    'Found "=" where a value, a field or a function is expected.',
    'To assign write one =; == compares.',
  ],
  [
    'index=web | eval x=if(status>400,"bad")',
    'if(status>400,"bad")',
    'if takes 3 arguments, not 2.',
    'Write if(condition, then, else) .',
  ],
  [
    'index=web | eval x=if(status>400,"bad","good"',
    '(',
    'The parenthesis after if is never closed.',
    'Add the closing ) .',
  ],
  ['index=web | eval x=fi(status>400,1,0)', 'fi', 'There is no eval function "fi".', 'Did you mean if()?'],
  [
    'index=web | eval x=case(status>400,"bad","good")',
    '"good"',
    'case takes conditions and values in turn; the last condition has no value.',
    'A default is written case(..., true(), "other").',
  ],
  ['index=web | eval x="abc', '"', 'A quoted text is opened with " and never closed.', 'Add the closing " .'],
  [
    'index=web | eval x=Invoice Amount*2',
    'Amount*2',
    'Found "Amount*2" where a pipe or the end of eval is expected.',
    "A field name with blanks stands in single quotes, as in 'Invoice Amount'; a text stands in double quotes.",
  ],
  [
    'index=web | eval x=status+',
    '',
    'The search ends where a value, a field or a function is expected.',
    'The operator needs a value on its right.',
  ],
  ['index=web | eval x=(status+1', '(', 'A parenthesis is opened and never closed.', 'Add the closing ) .'],
  [
    'index=web | eval x=round(bytes,2,3)',
    'round(bytes,2,3)',
    'round takes 1 to 2 arguments, not 3.',
    'Write round(number, digits) .',
  ],
  [
    'index=web | eval x=strftime(_time)',
    'strftime(_time)',
    'strftime takes 2 arguments, not 1.',
    'Write strftime(time, "%Y-%m-%d %H:%M:%S") .',
  ],
  [
    'index=web | eval x=relative_time(now(),"1 day ago")',
    '"1 day ago"',
    '"1 day ago" is no time modifier.',
    'Write for example -1d@d, +2h or @w1.',
  ],
  [
    'index=web | eval x=tostring(bytes,"comma")',
    '"comma"',
    'tostring has no form "comma".',
    'Its forms: "hex", "binary", "commas", "duration".',
  ],
  [
    'index=web | eval x=1 y=2',
    'y',
    'Found "y" where a pipe or the end of eval is expected.',
    'Separate two assignments by a comma.',
  ],
  [
    'index=web | where status=404 status=500',
    'status',
    'Found "status" where a pipe or the end of where is expected.',
    'Join two conditions by AND or OR.',
  ],
  [
    'index=web | where status = ',
    '',
    'The search ends where a value, a field or a function is expected.',
    'Behind it stands a number, a text in double quotes, a field or a function.',
  ],
  ['index=web | where status => 400', '>', 'Found ">" where a value, a field or a function is expected.', 'Write >= .'],
  [
    'index=web | where status is null',
    'is',
    'Found "is" where a pipe or the end of where is expected.',
    'Write isnull(field).',
  ],
  [
    'index=web | where status in 404,500',
    '404',
    'Found "404" where ( after IN is expected.',
    'Write field IN ("a", "b").',
  ],
  [
    'index=web | where "status"',
    '"status"',
    '"status" is a value, where a condition is expected.',
    'Compare it with something, for example == 1.',
  ],
  [
    'index=web | where like(uri_path)',
    'like(uri_path)',
    'like takes 2 arguments, not 1.',
    'Write like(text, pattern) .',
  ],
  [
    'index=web status=',
    '',
    'The search ends where a value after status= is expected.',
    'To ask that the field is there write status=* .',
  ],
  ['index=web (status=404 OR status=500', '(', 'A parenthesis is opened and never closed.', 'Add the closing ) .'],
  [
    'index=web status=404)',
    ')',
    'Found ")" where a condition or a pipe is expected.',
    'This parenthesis was never opened.',
  ],
  ['index=web "unclosed phrase', '"', 'A quoted text is opened with " and never closed.', 'Add the closing " .'],
  [
    'index=web AND',
    '',
    'The search ends where a term or a comparison is expected.',
    'AND, OR and NOT in capitals stand before a condition; as words write them in quotes.',
  ],
  [
    'index=web | iplocation | stats count by Country',
    'iplocation ',
    'iplocation names no field to take the addresses from.',
    'Write iplocation clientip, with the field that holds them.',
  ],
  [
    'index=web || stats count',
    '|',
    'Found "|" where a command is expected.',
    'Two pipes stand with no command between them: remove one.',
  ],
  [
    'index=web | | stats count',
    '|',
    'Found "|" where a command is expected.',
    'Two pipes stand with no command between them: remove one.',
  ],
  [
    'index=web earliest=yesterday',
    'yesterday',
    '"yesterday" is no time.',
    'Write for example -24h@h, @d, 2026-03-15T08:00:00 or epoch seconds.',
  ],
  [
    'index=web earliest=-1x',
    '-1x',
    '"-1x" is no time.',
    'Write for example -24h@h, @d, 2026-03-15T08:00:00 or epoch seconds.',
  ],
  [
    'index=web | head -5',
    '-5',
    '-5 is a value, where a condition is expected.',
    'Compare it with something, for example == 1.',
  ],
  [
    'index=web | rename status code',
    'code',
    'Found "code" where AS and the new name is expected.',
    'Write rename old AS new.',
  ],
  [
    'index=web | rename status to code',
    'to',
    'Found "to" where AS and the new name is expected.',
    'Write rename old AS new.',
  ],
  [
    'index=web | rename as code',
    'code',
    'Found "code" where AS and the new name is expected.',
    'Write rename old AS new.',
  ],
  [
    'index=web | rex "(?<user>\\w+"',
    '"(?<user>\\w+"',
    'The regular expression opens a parenthesis that is never closed.',
    'Write \\( for a parenthesis in the text.',
  ],
  [
    'index=web | rex "user=\\w+"',
    '"user=\\w+"',
    'The regular expression has no named group.',
    'Name the part you want: (?<field>...) .',
  ],
  [
    'index=web | rex "(?<user>\\w+)(?=:)(?<rest>.*)"',
    '"(?<user>\\w+)(?=:)(?<rest>.*)"',
    'Lookaround such as (?=...) or (?<!...) is not supported: patterns run in linear time.',
    'Match the text around it as well, and capture only the part you want.',
  ],
  [
    'index=web | rex "(?<user>[a-z)"',
    '"(?<user>[a-z)"',
    'The regular expression opens a bracket [ that is never closed.',
    'Write \\[ for a bracket in the text.',
  ],
  [
    'index=web | timechart span=5x count',
    'timechart span=5x count',
    '"5x" is no span of time.',
    'Write for example span=5m, span=1d or span=1mon.',
  ],
  [
    'index=web | join',
    '',
    'The search ends where [ to open a subsearch is expected.',
    'A subsearch stands in brackets: [search index=main ... | fields host].',
  ],
  [
    'index=web | join status [search index=web',
    '[',
    'A subsearch is opened with [ and never closed.',
    'Add the closing ] .',
  ],
  [
    'index=web | append search index=web',
    'search',
    'Found "search" where [ to open a subsearch is expected.',
    'A subsearch stands in brackets: [search index=main ... | fields host].',
  ],
  ['index=web | append [index=web | stat count]', 'stat', 'There is no command "stat".', 'Did you mean stats?'],
  [
    'index=web | fillnull vlaue=0',
    'vlaue',
    'fillnull has no option "vlaue" here.',
    'Options stand before the fields; look at its help for their names.',
  ],
  [
    'index=web | SELECT * FROM web',
    'SELECT',
    'There is no command "SELECT".',
    'SPL is no SQL: choose fields with | table, group with | stats ... by.',
  ],
  ['index=web | group by status', 'group', 'There is no command "group".', 'Group with | stats count by field.'],
  [
    'index=web | count by status',
    'count',
    'There is no command "count".',
    'Count rows with | stats count, or by a field with | stats count by field.',
  ],
  [
    'index=web | filter status=404',
    'filter',
    'There is no command "filter".',
    'Filter rows with | search field=value, or with | where and a condition.',
  ],
  ['index=web | limit 10', 'limit', 'There is no command "limit".', 'Keep the first rows with | head 10.'],
  [
    'index=web | sendemail to=a',
    'sendemail',
    'The command sendemail is not supported: it needs a Splunk server.',
    'Remove it, or look under Help for what is there.',
  ],
  [
    'index=web | rest /services',
    'rest',
    'The command rest is not supported: it needs a Splunk server.',
    'Remove it, or look under Help for what is there.',
  ],
  ['index=web `errors_olny`', '`errors_olny`', 'There is no macro `errors_olny`.', 'Did you mean `errors_only`?'],
  [
    'index=web | `top_by(status)`',
    '`top_by(status)`',
    'Macro `top_by` takes 2 arguments, not 1.',
    'Arguments stand in parentheses, separated by commas; one that holds a comma stands in double quotes.',
  ],
  [
    'index=web | `errors_only',
    '`',
    'A macro is opened with a backtick and never closed.',
    'Write `name` or `name(argument)` between backticks.',
  ],
  ['index=web ```comment', '```', 'A comment is opened with three backticks and never closed.', 'Close it with ``` .'],
  ["index=web | eval 'x=1", "'", "A quoted text is opened with ' and never closed.", "Add the closing ' ."],
  [
    'index=web | stats perc(bytes)',
    'perc',
    'There is no statistical function "perc".',
    'The percentage, from 0 to 100, stands in the name: perc95(field).',
  ],
  [
    'index=web | stats p101(bytes)',
    'p101',
    'There is no statistical function "p101".',
    'The percentage, from 0 to 100, stands in the name: perc95(field).',
  ],
  [
    'index=web | search status>',
    '',
    'The search ends where a value after status> is expected.',
    'To ask that the field is there write status=* .',
  ],
  [
    'index=web | eval x=mvindex(status)',
    'mvindex(status)',
    'mvindex takes 2 to 3 arguments, not 1.',
    'Write mvindex(field, start, end) .',
  ],
  [
    'index=web | eval x=status..bytes',
    '.bytes',
    'Found ".bytes" where a value, a field or a function is expected.',
    'One . joins two texts.',
  ],
  [
    'index=web | eval x=match(uri_path,"(?=a).b")',
    '"(?=a).b"',
    'Lookaround such as (?=...) or (?<!...) is not supported: patterns run in linear time.',
    'Match the text around it as well, and capture only the part you want.',
  ],
  [
    'index=web | eval x=replace(uri_path,"[","")',
    '"["',
    'The regular expression opens a bracket [ that is never closed.',
    'Write \\[ for a bracket in the text.',
  ],
  [
    'index=web | where match(uri_path,"*.php")',
    '"*.php"',
    'The regular expression repeats nothing: * stands where something to repeat is missing.',
    'Any text is .* in a regular expression; a plain * is a wildcard only in search.',
  ],
  [
    'index=web | eval if(status=1,2,3)=x',
    '(',
    'Found "(" where = after the field if is expected.',
    'Write field=expression.',
  ],
  [
    'index=web | eval x=status&bytes',
    '&',
    'Found "&" where a pipe or the end of eval is expected.',
    'Conditions are joined by AND and OR.',
  ],
  [
    'index=web | eval x=status AND',
    '',
    'The search ends where a value, a field or a function is expected.',
    'A condition must follow, for example status == 404.',
  ],
  ['index=web | stats values status', 'values ', 'values needs a field.', 'Write values(field) .'],
  ['index=web | stats dc(status) dc clientip', 'dc ', 'dc needs a field.', 'Write dc(field) .'],
  [
    'index=web sourcetype=acess | foo bar',
    'foo',
    'There is no command "foo".',
    'A search is terms first, then commands after pipes.',
  ],
];

test.each(mistakes)('%s', (search, marked, message, hint) => {
  let error: unknown;
  try {
    compileSearch(search, context);
  } catch (thrown) {
    error = thrown;
  }
  expect(error).toBeInstanceOf(SearchError);
  const { position, length, ...said } = error as SearchError;
  expect({
    marked: search.slice(position, position + length),
    message: (error as SearchError).message,
    hint: said.hint,
  }).toEqual({
    marked,
    message,
    hint,
  });
});

const warnings: readonly (readonly [search: string, warning: string])[] = [
  [
    'makeresults | eval a=1',
    '"makeresults" is searched for as a word. To run the command put a pipe before it: | makeresults',
  ],
  ['| makeresults | eval x=now', 'No event has a field "now" at this point of the search. Did you mean now()?'],
  [
    '| makeresults | eval total=1 | where totla>0',
    'No event has a field "totla" at this point of the search. Did you mean "total"?',
  ],
];

test.each(warnings)('%s', (search, warning) => {
  const result = compileSearch(search, context);
  expect(result.kind === 'plan' ? result.warnings : []).toContain(warning);
});

test('a pattern that only reads with doubled backslashes as one is read so', () => {
  const search = String.raw`| makeresults | eval path="C:\\bin\\run.exe" | rex field=path ".*\\\(?<name>.*)$"`;
  const result = compileSearch(search, context);
  expect(result.kind === 'plan' ? result.relation.node.columns.map((c) => c.name) : []).toContain('name');
});
