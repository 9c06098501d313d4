/** What a person most likely meant: words of other languages, and the slips that leave something unread behind an expression. */

/** Words that other query languages begin a step with, and what SPL calls it. */
const foreignWords: Readonly<Record<string, string>> = {
  count: 'Count rows with | stats count, or by a field with | stats count by field.',
  distinct: 'Distinct values: | dedup field, or | stats values(field).',
  extend: 'Compute a field with | eval name=expression.',
  filter: 'Filter rows with | search field=value, or with | where and a condition.',
  grep: 'Filter rows by text with | search "text", or by a pattern with | regex field="pattern".',
  group: 'Group with | stats count by field.',
  having: 'Filter groups behind stats with | where and a condition.',
  limit: 'Keep the first rows with | head 10.',
  order: 'Order rows with | sort field, or | sort - field for the largest first.',
  parse: 'Take fields out of text with | rex "(?<field>pattern)".',
  project: 'Choose fields with | table or | fields.',
  select: 'SPL is no SQL: choose fields with | table, group with | stats ... by.',
  summarize: 'Summarise with | stats function(field) by field.',
  take: 'Keep the first rows with | head 10.',
};

export function foreignWordHint(word: string): string | undefined {
  return foreignWords[word.toLowerCase()];
}

/** Why text stands behind an expression that is complete. `before` is what was read, `rest` what was not. */
export function leftoverHint(command: string, before: string, rest: string): string | undefined {
  if (/^\)/.test(rest)) return 'This parenthesis was never opened.';
  if (!['eval', 'where', 'fieldformat'].includes(command)) return undefined;
  if (/^is\s+not\s+null\b/i.test(rest)) return 'Write isnotnull(field).';
  if (/^is\s+null\b/i.test(rest)) return 'Write isnull(field).';
  if (/^(&&?|\|\|)/.test(rest)) return 'Conditions are joined by AND and OR.';
  if (/^[\w.]+\s*(=|!=|<|>)/.test(rest))
    return command === 'where' ? 'Join two conditions by AND or OR.' : 'Separate two assignments by a comma.';
  if (/\w\s+$/.test(before) && /^[\p{L}_]/u.test(rest))
    return "A field name with blanks stands in single quotes, as in 'Invoice Amount'; a text stands in double quotes.";
  return undefined;
}

/** The same for the place of a value where none stands. */
export function missingValueHint(before: string, rest: string): string | undefined {
  if (/=$/.test(before) && /^=/.test(rest)) return 'To assign write one =; == compares.';
  if (/=\s*$/.test(before) && rest.startsWith('>')) return 'Write >= .';
  if (/=\s*$/.test(before) && rest.startsWith('<')) return 'Write <= .';
  if (/\.$/.test(before)) return 'One . joins two texts.';
  if (/\b(and|or|xor|not)\s*$/i.test(before)) return 'A condition must follow, for example status == 404.';
  if (/[-+*/%]\s*$/.test(before)) return 'The operator needs a value on its right.';
  if (/[=<>]\s*$/.test(before)) return 'Behind it stands a number, a text in double quotes, a field or a function.';
  return undefined;
}
