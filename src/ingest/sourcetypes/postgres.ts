/** PostgreSQL's server log with its usual prefix; statements go on over lines. */
import type { SourceType } from './definition.ts';

export const postgres: SourceType = {
  name: 'postgres',
  description: 'Log of the PostgreSQL server',
  category: 'Database',
  settings: { SHOULD_LINEMERGE: 'true' },
  recognise:
    /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}(?:\.\d+)? [A-Z+\d:-]{1,6} .{0,120}?(?:LOG|ERROR|FATAL|PANIC|WARNING|NOTICE|DETAIL|HINT|STATEMENT|CONTEXT): /,
  share: 0.4,
  extract: [
    /^\S+ \S+ \S+ (?:\[(?<pid>\d+)(?:-\d+)?\]:? )?(?:(?<user>[^\s@:]+)@(?<database>[^\s:]+) )?.{0,80}?(?<level>LOG|ERROR|FATAL|PANIC|WARNING|NOTICE|DETAIL|HINT|STATEMENT|CONTEXT): +(?<message>[^]*)$/,
  ],
  samples: [
    {
      line: '2026-03-15 08:00:01.345 UTC [1871] shop@orders ERROR:  relation "carts" does not exist at character 15',
      time: '2026-03-15T08:00:01.345Z',
      fields: { pid: '1871', user: 'shop', database: 'orders', level: 'ERROR' },
    },
  ],
};
