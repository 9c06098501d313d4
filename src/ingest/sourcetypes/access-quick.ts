/** How nearly every line of an access log is cut into its fields: a plain request, and no quote within quotes. */
import type { SourceType } from './definition.ts';

type Quick = NonNullable<SourceType['quick']>;

const head =
  /[^ "[]+ [^ "[]+ [^ "[]+ \[[^\]" ]+ [^\]" ]+\] "[A-Z_]+ [^ "?\\]+(?:\?[^ "?\\]*)? HTTP\/[^" /\\]*" \d{3} (?:\d+|-)/;
const line: Quick['fields'] = {
  clientip: [[' ', 1]],
  ident: [[' ', 2]],
  user: [[' ', 3]],
  req_time: [
    ['[', 2],
    [']', 1],
  ],
  method: [
    ['"', 2],
    [' ', 1],
  ],
  uri: [
    ['"', 2],
    [' ', 2],
  ],
  uri_path: [
    ['"', 2],
    [' ', 2],
    ['?', 1],
  ],
  uri_query: [
    ['"', 2],
    [' ', 2],
    ['?', 2],
  ],
  version: [
    ['"', 2],
    [' ', 3],
    ['/', 2],
  ],
  status: [
    ['"', 3],
    [' ', 2],
  ],
  bytes: [
    ['"', 3],
    [' ', 3],
  ],
};

export const quickCommon: Quick = { shape: new RegExp(`^${head.source}$`), fields: line };

export const quickCombined: Quick = {
  shape: new RegExp(`^${head.source} "[^"\\\\]*" "[^"\\\\]*"$`),
  fields: { ...line, referer: [['"', 4]], useragent: [['"', 6]] },
};
