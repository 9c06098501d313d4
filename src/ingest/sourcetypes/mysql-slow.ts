/** MySQL's and MariaDB's log of slow queries: an event each query. Older servers write the time only where the second changes. */
import type { SourceType } from './definition.ts';

export const mysqlSlow: SourceType = {
  name: 'mysql:slowQueryLog',
  description: 'Slow queries of the MySQL server',
  category: 'Database',
  settings: {
    SHOULD_LINEMERGE: 'false',
    // Where only some queries have a time of their own, the one that the session was set to stands below the query's figures.
    MAX_TIMESTAMP_LOOKAHEAD: '1000',
    LINE_BREAKER: '[^0-9Z\\r\\n]([\\r\\n]+)# (?:Time|User@Host):',
  },
  opening: /^(?:# (?:Time|User@Host): |\S*(?:mysqld|mariadbd)\S*, Version: .*started with:)/,
  recognise: /^# (?:User@Host|Query_time): /,
  share: 0.2,
  extract: [
    /# User@Host: (?<user>[^[\s]*)[^@\n]*@ (?<src_host>[^[\s]*) ?\[(?<src_ip>[^\]]*)\][^\n]*\n[^]{0,400}?# Query_time: (?<query_time>[\d.]+)\s+Lock_time: (?<lock_time>[\d.]+)\s+Rows_sent: (?<rows_sent>\d+)\s+Rows_examined: (?<rows_examined>\d+)/,
    /# User@Host: (?<user>[^[\s]*)/,
  ],
  samples: [
    {
      line: '# Time: 2026-03-15T08:00:01.123456Z\n# User@Host: app[app] @ shop1 [10.0.0.9]  Id:     8\n# Query_time: 2.000123  Lock_time: 0.000000 Rows_sent: 1  Rows_examined: 40\nSET timestamp=1773561599;\nSELECT SLEEP(2);',
      time: '2026-03-15T08:00:01.123Z',
      fields: { user: 'app', src_host: 'shop1', src_ip: '10.0.0.9', query_time: '2.000123', rows_examined: '40' },
    },
  ],
};
