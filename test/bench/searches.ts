/** Searches over the access log, each beside the SQL that a person who knew the tables would write. `$name` stands for the column of that field. */
export interface BenchSearch {
  readonly name: string;
  readonly spl: string;
  readonly sql: string;
}

export const searches: readonly BenchSearch[] = [
  {
    name: 'count by status',
    spl: 'index=web | stats count by status',
    sql: 'SELECT $status, count(*) FROM $table GROUP BY ALL ORDER BY ALL',
  },
  {
    name: 'average and p95 of bytes by method',
    spl: 'index=web | stats avg(bytes) p95(bytes) by method',
    sql: 'SELECT $method, avg($bytes), quantile_disc($bytes, 0.95) FROM $table WHERE $method IS NOT NULL GROUP BY ALL ORDER BY 1',
  },
  {
    name: 'bytes by day and method',
    spl: 'index=web | timechart span=1d sum(bytes) by method',
    sql: "SELECT date_trunc('day', _time) AS day, $method, sum($bytes) FROM $table GROUP BY ALL ORDER BY ALL",
  },
  {
    name: 'events an hour',
    spl: 'index=web | timechart span=1h count',
    sql: "SELECT date_trunc('hour', _time) AS hour, count(*) FROM $table GROUP BY ALL ORDER BY ALL",
  },
  {
    name: 'top 10 uri_path',
    spl: 'index=web | top limit=10 uri_path',
    sql: 'SELECT $uri_path, count(*) AS n, 100.0 * count(*) / sum(count(*)) OVER () FROM $table GROUP BY ALL ORDER BY n DESC LIMIT 10',
  },
  {
    name: 'a word and a field',
    spl: 'index=web examplebot status=404 | stats count by clientip | sort 10 - count',
    sql: "SELECT $clientip, count(*) AS n FROM $table WHERE $status = 404 AND contains(lower(_raw), 'examplebot') GROUP BY ALL ORDER BY n DESC LIMIT 10",
  },
  {
    name: 'newest 100 errors',
    spl: 'index=web status>=500 | head 100 | table _time clientip uri_path status',
    sql: 'SELECT _time, $clientip, $uri_path, $status FROM $table WHERE $status >= 500 ORDER BY _time DESC, _id DESC LIMIT 100',
  },
  {
    name: 'a day by path',
    spl: 'index=web earliest=1767312000 latest=1767398400 | stats count by uri_path',
    sql: "SELECT $uri_path, count(*) FROM $table WHERE _time >= TIMESTAMP '2026-01-02' AND _time < TIMESTAMP '2026-01-03' GROUP BY ALL ORDER BY ALL",
  },
  {
    name: 'computed field',
    spl: 'index=web | eval kb=bytes/1024 | stats sum(kb) AS kb by status',
    sql: 'SELECT $status, sum($bytes / 1024) FROM $table GROUP BY ALL ORDER BY ALL',
  },
  {
    name: 'distinct addresses by method',
    spl: 'index=web | stats dc(clientip) by method',
    sql: 'SELECT $method, count(DISTINCT $clientip) FROM $table WHERE $method IS NOT NULL GROUP BY ALL ORDER BY ALL',
  },
  {
    name: 'a part of the path',
    spl: 'index=web | rex field=uri_path "^/(?<section>[^/]+)" | stats count by section',
    sql: "SELECT regexp_extract($uri_path, '^/([^/]+)', 1) AS section, count(*) FROM $table GROUP BY ALL HAVING section <> '' ORDER BY ALL",
  },
  {
    name: 'heaviest addresses',
    spl: 'index=web uri_path=/products/* | stats count sum(bytes) AS bytes by clientip | where count>1 | sort 20 - bytes',
    sql: "SELECT $clientip, count(*) AS n, sum($bytes) AS total FROM $table WHERE starts_with(lower($uri_path), '/products/') GROUP BY ALL HAVING n > 1 ORDER BY total DESC LIMIT 20",
  },
];
