/** Commands that count, group and chart, and the statistical functions. */
import type { Area } from './case.ts';

/** Eight hours of two hosts, one event an hour from 2026-03-15 00:00 UTC (1773532800). */
const hours = '_time,h,n / 1773532800,a,1 / 1773536400,b,2 / 1773540000,a,3 / 1773543600,b,4 / 1773554400,a,5';

export const statistics: readonly Area[] = [
  {
    page: 'Stats',
    cases: [
      ['a / 1 / 2 / 3', 'stats count', 'count / 3'],
      ['a,b / 1,x / ,x / 3,y', 'stats count(a) by b', 'b,count(a) / x,1 / y,1'],
      ['a,b / 1,x / ,x / 3,', 'stats count by b', 'b,count / x,2'],
      ['a / 1 / 2', 'stats count AS n', 'n / 2'],
      ['a / 1 / 2', 'stats c', 'count / 2'],
      ['a / 1 / 2', 'stats count as "Total Events"', 'Total Events / 2'],
      ['a,b / 1,x / 2,x / 4,y', 'stats sum(a) avg(a) by b', 'b,sum(a),avg(a) / x,3,1.5 / y,4,4'],
      ['a,b / 1,x / 2,x / 4,y', 'stats sum(a) AS s, max(a) AS m by b', 'b,s,m / x,3,2 / y,4,4'],
      ['a / 1 / x / 3', 'stats sum(a) avg(a) count(a)', 'sum(a),avg(a),count(a) / 4,2,3'],
      ['a / 10 / 9 / 100', 'stats min(a) max(a)', 'min(a),max(a) / 9,100'],
      ['a / b / a / c', 'stats min(a) max(a)', 'min(a),max(a) / a,c'],
      ['a / 10 / 9 / b', 'stats max(a)', 'max(a) / b'],
      ['a / 10 / 9 / 20', 'stats range(a)', 'range(a) / 11'],
      ['a / x / y / x', 'stats dc(a)', 'dc(a) / 2'],
      ['a / x / y / x', 'stats distinct_count(a) as d', 'd / 2'],
      ['a / x / y / x', 'stats estdc(a) as d', 'd / 2'],
      ['a / b / a / b / C', 'stats values(a)', 'values(a) / [C;a;b]'],
      ['a / 10 / 9 / 10', 'stats values(a)', 'values(a) / [10;9]'],
      ['a / b / a / b', 'stats list(a)', 'list(a) / [b;a;b]'],
      [
        '',
        'makeresults count=150 | streamstats count as n | stats list(n) as l | eval c=mvcount(l) | table c',
        'c / 100',
      ],
      ['a / x / y / x', 'stats mode(a)', 'mode(a) / x'],
      ['a / 1 / 3 / 2', 'stats median(a)', 'median(a) / 2'],
      ['a / 2 / 4 / 4 / 4 / 5 / 5 / 7 / 9', 'stats stdevp(a) varp(a)', 'stdevp(a),varp(a) / 2,4'],
      ['a / 1 / 2 / 3 / 4 / 5', 'stats var(a)', 'var(a) / 2.5'],
      ['a / 1 / 2 / 3', 'stats stdev(a)', 'stdev(a) / 1'],
      ['a / 1 / 2 / 3', 'stats sumsq(a)', 'sumsq(a) / 14'],
      ['a / 1 / 2 / 3', 'stats mean(a)', 'mean(a) / 2'],
      ['a / 1 / 2 / 3', 'stats first(a) last(a)', 'first(a),last(a) / 1,3'],
      ['_time,a / 100,x / 300,y / 200,z', 'stats earliest(a) latest(a)', 'earliest(a),latest(a) / x,y'],
      ['_time,a / 100,x / 300,y', 'stats earliest_time(a) latest_time(a)', 'earliest_time(a),latest_time(a) / 100,300'],
      ['_time,a / 100,10 / 200,30', 'stats rate(a)', 'rate(a) / 0.2'],
      ['s / 200 / 404 / 500', 'stats count(eval(s>=400)) AS errors', 'errors / 2'],
      ['s,b / 200,1 / 404,2 / 500,4', 'stats sum(eval(if(s>=400,b,0))) AS e', 'e / 6'],
      ['s,b / 200,1 / 200,3', 'stats avg(eval(b*2)) AS m by s', 's,m / 200,4'],
      ['', 'makeresults count=100 | streamstats count as n | stats exactperc95(n) as p', 'p / 96'],
      ['a1,a2 / 1,2 / 3,4', 'stats sum(a*)', 'sum(a1),sum(a2) / 4,6'],
      ['a1,a2 / 1,2 / 3,4', 'stats sum(a*) AS s*', 's1,s2 / 4,6'],
      ['a,b / 1,x / 2,y', 'stats values(*) AS *', 'a,b / [1;2],[x;y]'],
      ['b,c / 2,x / 10,x / 1,y', 'stats count by b', 'b,count / 1,1 / 2,1 / 10,1'],
      ['a,b / 1,x / 2,y', 'stats count by a, b', 'a,b,count / 1,x,1 / 2,y,1'],
      ['a / x;y / y', 'makemv delim=";" a | stats count by a', 'a,count / x,1 / y,2'],
      ['a / x;y / y', 'makemv delim=";" a | stats count(a) dc(a)', 'count(a),dc(a) / 3,2'],
      ['a / 1', 'where a=2 | stats count', 'count / 0'],
      ['a / 1', 'where a=2 | stats count by a', 'a,count'],
      ['a / 1 / 2', 'stats sum(missing) count', 'sum(missing),count / ,2'],
      ['a / 1 / 2', 'STATS SUM(a) AS s BY a', 'a,s / 1,1 / 2,2'],
      ['', 'stats count', 'count / 0'],
    ],
  },
  {
    page: 'Eventstats',
    cases: [
      ['a,b / 1,x / 3,x / 5,y', 'eventstats avg(a) AS m by b', 'a,b,m / 1,x,2 / 3,x,2 / 5,y,5'],
      ['a / 1 / 3', 'eventstats count sum(a)', 'a,count,sum(a) / 1,2,4 / 3,2,4'],
      ['a,b / 1,x / 3,', 'eventstats sum(a) AS s by b', 'a,b,s / 1,x,1 / 3,,'],
      ['a / 1 / 3 / 2', 'eventstats max(a) AS m | where a=m', 'a,m / 3,3'],
      ['a / x / y / x', 'eventstats dc(a) AS d, values(a) AS v', 'a,d,v / x,2,[x;y] / y,2,[x;y] / x,2,[x;y]'],
    ],
  },
  {
    page: 'Streamstats',
    cases: [
      ['a / 1 / 2 / 3', 'streamstats sum(a) AS s', 'a,s / 1,1 / 2,3 / 3,6'],
      ['a / 1 / 2 / 3', 'streamstats count', 'a,count / 1,1 / 2,2 / 3,3'],
      ['a,b / 1,x / 2,y / 3,x', 'streamstats sum(a) AS s by b', 'a,b,s / 1,x,1 / 2,y,2 / 3,x,4'],
      ['a / 1 / 2 / 3', 'streamstats current=f sum(a) AS s', 'a,s / 1, / 2,1 / 3,3'],
      ['a / 1 / 2 / 3', 'streamstats current=f last(a) AS p', 'a,p / 1, / 2,1 / 3,2'],
      ['a / 1 / 2 / 3 / 4', 'streamstats window=2 sum(a) AS s', 'a,s / 1,1 / 2,3 / 3,5 / 4,7'],
      ['a / 1 / 2 / 3 / 4', 'streamstats window=2 current=f sum(a) AS s', 'a,s / 1, / 2,1 / 3,3 / 4,5'],
      [
        'a,b / 1,x / 2,x / 3,y / 4,y',
        'streamstats window=1 global=f sum(a) AS s by b',
        'a,b,s / 1,x,1 / 2,x,2 / 3,y,3 / 4,y,4',
      ],
      // One window over all rows; of its rows those of the group count.
      ['a,b / 1,x / 2,y / 3,x / 4,y', 'streamstats window=2 sum(a) AS s by b', 'a,b,s / 1,x,1 / 2,y,2 / 3,x,3 / 4,y,4'],
      ['a,b / 1,x / 2,x / 3,y', 'streamstats window=2 count by b', 'a,b,count / 1,x,1 / 2,x,2 / 3,y,1'],
      [
        'a,b / 1,x / 2,x / 3,y / 4,x',
        'streamstats reset_on_change=true sum(a) AS s by b',
        'a,b,s / 1,x,1 / 2,x,3 / 3,y,3 / 4,x,4',
      ],
      ['a / 1 / 2 / 9 / 3', 'streamstats reset_after="(a==9)" sum(a) AS s', 'a,s / 1,1 / 2,3 / 9,12 / 3,3'],
      ['a / 1 / 2 / 9 / 3', 'streamstats reset_before="(a==9)" sum(a) AS s', 'a,s / 1,1 / 2,3 / 9,9 / 3,12'],
      ['a / 1 / 2 / 9 / 3', 'streamstats reset_before=(a==9) count', 'a,count / 1,1 / 2,2 / 9,1 / 3,2'],
      [
        '_time,a / 100,1 / 130,2 / 200,4',
        'streamstats time_window=60s sum(a) AS s | table a s',
        'a,s / 1,1 / 2,3 / 4,4',
      ],
      ['a / 3 / 1 / 2', 'streamstats min(a) AS lo, max(a) AS hi', 'a,lo,hi / 3,3,3 / 1,1,3 / 2,1,3'],
      ['a / x / y / x', 'streamstats dc(a) AS d', 'a,d / x,1 / y,2 / x,2'],
      ['a / 1 / 2 / 3', 'streamstats list(a) AS l', 'a,l / 1,1 / 2,[1;2] / 3,[1;2;3]'],
    ],
  },
  {
    page: 'Chart',
    cases: [
      ['a,b / 1,x / 2,x / 3,y', 'chart sum(a) by b', 'b,sum(a) / x,3 / y,3'],
      ['a,b / 1,x / 2,x / 3,y', 'chart sum(a) over b', 'b,sum(a) / x,3 / y,3'],
      ['h,s / a,200 / a,404 / b,200', 'chart count over h by s', 'h,200,404 / a,1,1 / b,1,0'],
      ['h,s / a,200 / a,404 / b,200', 'chart count by h, s', 'h,200,404 / a,1,1 / b,1,0'],
      ['h,s,n / a,200,1 / a,404,2 / b,200,4', 'chart sum(n) over h by s', 'h,200,404 / a,1,2 / b,4,'],
      ['h,s / a,200 / a, / b,200', 'chart count over h by s', 'h,200,NULL / a,1,1 / b,1,0'],
      ['h,s / a,200 / a, / b,200', 'chart usenull=f count over h by s', 'h,200 / a,1 / b,1'],
      ['h,s / a,200 / a,', 'chart nullstr=none count over h by s', 'h,200,none / a,1,1'],
      ['h,s / a,x / a,x / a,y / a,z', 'chart limit=1 count over h by s', 'h,x,OTHER / a,2,2'],
      ['h,s / a,x / a,x / a,y / a,z', 'chart limit=1 useother=f count over h by s', 'h,x / a,2'],
      ['h,s / a,x / a,x / a,y / a,z', 'chart limit=1 otherstr=rest count over h by s', 'h,x,rest / a,2,2'],
      ['h,s / a,x / a,x / a,y', 'chart limit=bottom1 useother=f count over h by s', 'h,y / a,1'],
      ['h,s / a,x / a,x / a,y', 'chart count over h by s where sum > 1', 'h,x,OTHER / a,2,1'],
      ['h,s / a,x / a,x / a,y', 'chart count over h by s where sum in top1', 'h,x,OTHER / a,2,1'],
      ['h,s,n / a,x,1 / a,x,3', 'chart avg(n) max(n) over h by s', 'h,avg(n): x,max(n): x / a,2,3'],
      ['h,s,n / a,x,1 / a,x,3', 'chart sep="-" avg(n) max(n) over h by s', 'h,avg(n)-x,max(n)-x / a,2,3'],
      ['h,s,n / a,x,1 / a,x,3', 'chart format="$VAL$ $AGG$" avg(n) max(n) over h by s', 'h,x avg(n),x max(n) / a,2,3'],
      ['size,delay / 10,2 / 20,4', 'chart eval(avg(size)/max(delay)) AS ratio', 'ratio / 3.75'],
      ['a,b / 1,x / 12,x / 15,y', 'chart span=10 count over a', 'a,count / 0-10,1 / 10-20,2'],
      ['a / 1 / 2', 'chart count', 'count / 2'],
    ],
  },
  {
    page: 'Timechart',
    cases: [
      [
        hours,
        'timechart span=1h count',
        '_time,count / 1773532800,1 / 1773536400,1 / 1773540000,1 / 1773543600,1 / 1773547200,0 / 1773550800,0 / 1773554400,1',
      ],
      [hours, 'timechart span=4h sum(n) AS s', '_time,s / 1773532800,10 / 1773547200,5'],
      [hours, 'timechart span=4h count by h', '_time,a,b / 1773532800,2,2 / 1773547200,1,0'],
      [hours, 'timechart span=4h sum(n) by h', '_time,a,b / 1773532800,4,6 / 1773547200,5,'],
      [hours, 'timechart span=3h cont=f count', '_time,count / 1773532800,3 / 1773543600,1 / 1773554400,1'],
      [hours, 'where n!=4 | timechart span=3h cont=f count', '_time,count / 1773532800,3 / 1773554400,1'],
      [hours, 'timechart span=1d count by h limit=1', '_time,a,OTHER / 1773532800,3,2'],
      [hours, 'timechart span=1d count by h limit=1 useother=f', '_time,a / 1773532800,3'],
      [hours, 'timechart span=1d per_hour(n) AS p', '_time,p / 1773532800,0.625'],
      [hours, 'timechart span=1d max(n) min(n)', '_time,max(n),min(n) / 1773532800,5,1'],
      [
        hours,
        'timechart span=1d max(n) count by h',
        '_time,max(n): a,max(n): b,count: a,count: b / 1773532800,5,4,3,2',
      ],
      [hours, 'timechart bins=2 count', '_time,count / 1773532800,5'],
      [hours, 'timechart span=1d eval(sum(n)/count(n)) AS m', '_time,m / 1773532800,3'],
      [hours, 'eval h=if(n=5,null(),h) | timechart span=1d count by h', '_time,a,b,NULL / 1773532800,2,2,1'],
      [hours, 'eval h=if(n=5,null(),h) | timechart span=1d usenull=f count by h', '_time,a,b / 1773532800,2,2'],
      [hours, 'timechart span=1d dc(h) values(h)', '_time,dc(h),values(h) / 1773532800,2,[a;b]'],
      // 5 events over six hours fit 100 buckets of five minutes.
      [hours, 'timechart count | stats count', 'count / 73'],
    ],
  },
  {
    page: 'Top',
    cases: [
      ['a / x / y / x / x', 'top a', 'a,count,percent / x,3,75 / y,1,25'],
      ['a / x / y / x / x', 'top 1 a', 'a,count,percent / x,3,75'],
      ['a / x / y / x / x', 'top limit=1 a', 'a,count,percent / x,3,75'],
      ['a / x / y / x / x', 'top showperc=f a', 'a,count / x,3 / y,1'],
      ['a / x / y / x / x', 'top showcount=f a', 'a,percent / x,75 / y,25'],
      ['a / x / y / x / x', 'top countfield=n percentfield=p a', 'a,n,p / x,3,75 / y,1,25'],
      ['a,b / x,1 / x,1 / y,2', 'top a by b', 'b,a,count,percent / 1,x,2,100 / 2,y,1,100'],
      ['a,b / x,1 / x,2 / x,1', 'top a, b', 'a,b,count,percent / x,1,2,66.666667 / x,2,1,33.333333'],
      ['a / x / x / y / z', 'top limit=1 useother=t a', 'a,count,percent / x,2,50 / OTHER,2,50'],
      ['a / x / x / y / z', 'top limit=1 useother=t otherstr=rest a', 'a,count,percent / x,2,50 / rest,2,50'],
      ['a,b / x,1 / ,1 / x,1', 'top a', 'a,count,percent / x,2,100'],
      ['', 'makeresults count=12 | streamstats count AS n | top n | stats count', 'count / 10'],
      ['', 'makeresults count=12 | streamstats count AS n | top limit=0 n | stats count', 'count / 12'],
    ],
  },
  {
    page: 'Rare',
    cases: [
      ['a / x / y / x / x', 'rare a', 'a,count,percent / y,1,25 / x,3,75'],
      ['a / x / y / x / x', 'rare limit=1 a', 'a,count,percent / y,1,25'],
      ['a,b / x,1 / x,1 / y,1', 'rare 1 a by b', 'b,a,count,percent / 1,y,1,33.333333'],
      ['a / x / y / x / x', 'rare showperc=f a', 'a,count / y,1 / x,3'],
    ],
  },
  {
    page: 'Bin',
    cases: [
      ['a / 1 / 12 / 25', 'bin span=10 a', 'a / 0-10 / 10-20 / 20-30'],
      ['a / 1 / 12', 'bin span=10 a AS b', 'a,b / 1,0-10 / 12,10-20'],
      ['a / 1 / 12', 'bucket span=5 a', 'a / 0-5 / 10-15'],
      ['a / 1 / 12', 'discretize a span=5', 'a / 0-5 / 10-15'],
      ['a / 5 / 15', 'bin span=10 start=0 end=20 a', 'a / 0-10 / 10-20'],
      ['_time / 1773535000 / 1773540000', 'bin span=1h _time', '_time / 1773532800 / 1773540000'],
      ['_time / 1773535000', 'bin span=1d _time', '_time / 1773532800'],
      ['_time / 1773535000', 'bin span=30m _time', '_time / 1773534600'],
      ['_time / 1773535000', 'bin _time span=1h AS t | table _time t', '_time,t / 1773535000,1773532800'],
      ['a / 1 / 25 / 99', 'bin bins=10 a', 'a / 0-10 / 20-30 / 90-100'],
      ['a / 1 / 99', 'bin bins=2 a', 'a / 0-100 / 0-100'],
      ['a / 5 / 50 / 500', 'bin span=log10 a', 'a / 1-10 / 10-100 / 100-1000'],
      ['a / 3 / 5', 'bin span=log2 a', 'a / 2-4 / 4-8'],
      ['a / 3 / 30', 'bin span=2log10 a', 'a / 2-20 / 20-200'],
      // Spans of days follow the calendar whatever aligntime says.
      ['_time / 1773536400 / 1773550000', 'bin span=1d aligntime=@d+3h _time', '_time / 1773532800 / 1773532800'],
      ['_time / 1773536400 / 1773550000', 'bin span=12h aligntime=@d+3h _time', '_time / 1773500400 / 1773543600'],
      ['_time / 1773536400 / 1773536460', 'bin minspan=1h _time', '_time / 1773536400 / 1773536400'],
    ],
  },
  {
    page: 'Addtotals',
    cases: [
      ['a,b / 1,2 / 3,4', 'addtotals', 'a,b,Total / 1,2,3 / 3,4,7'],
      ['a,b / 1,2 / 3,4', 'addtotals a fieldname=s', 'a,b,s / 1,2,1 / 3,4,3'],
      ['a,b / 1,2 / 3,4', 'addtotals row=f col=t', 'a,b / 1,2 / 3,4 / 4,6'],
      ['h,a / x,2 / y,4', 'addtotals row=f col=t labelfield=h label=all', 'h,a / x,2 / y,4 / all,6'],
      ['a,b / 1,x', 'addtotals', 'a,b,Total / 1,x,1'],
    ],
  },
  {
    page: 'Addcoltotals',
    cases: [
      ['h,a / x,2 / y,4', 'addcoltotals', 'h,a / x,2 / y,4 / ,6'],
      ['h,a / x,2 / y,4', 'addcoltotals labelfield=h', 'h,a / x,2 / y,4 / Total,6'],
      ['h,a / x,2 / y,4', 'addcoltotals labelfield=h label=ALL a', 'h,a / x,2 / y,4 / ALL,6'],
      ['a,b / 1,2 / 3,4', 'addcoltotals b', 'a,b / 1,2 / 3,4 / ,6'],
    ],
  },
  {
    page: 'Contingency',
    cases: [
      ['h,s / a,1 / a,2 / b,1', 'contingency h s', 'h,1,2,TOTAL / a,1,1,2 / b,1,0,1 / TOTAL,2,1,3'],
      ['h,s / a,1 / a,2 / b,1', 'contingency usetotal=f h s', 'h,1,2 / a,1,1 / b,1,0'],
    ],
  },
  {
    page: 'Untable',
    cases: [
      ['t,a,b / x,1,2 / y,3,', 'untable t name value', 't,name,value / x,a,1 / x,b,2 / y,a,3'],
      ['t,a / x,1', 'untable t, k, v', 't,k,v / x,a,1'],
    ],
  },
  {
    page: 'Xyseries',
    cases: [
      ['t,k,v / 1,a,5 / 1,b,6 / 2,a,7', 'xyseries t k v', 't,a,b / 1,5,6 / 2,7,'],
      ['t,k,v,w / 1,a,5,50', 'xyseries t k v w', 't,v: a,w: a / 1,5,50'],
      ['t,k,v,w / 1,a,5,50', 'xyseries sep="-" t k v w', 't,v-a,w-a / 1,5,50'],
      ['t,k,v,w / 1,a,5,50', 'xyseries format="$VAL$ of $AGG$" t k v w', 't,a of v,a of w / 1,5,50'],
    ],
  },
  {
    page: 'Transpose',
    cases: [
      ['k,n / a,1 / b,2', 'transpose', 'column,row 1,row 2 / k,a,b / n,1,2'],
      ['k,n / a,1 / b,2', 'transpose header_field=k', 'column,a,b / n,1,2'],
      ['k,n / a,1 / b,2', 'transpose 1', 'column,row 1 / k,a / n,1'],
      ['k,n / a,1 / b,2', 'transpose column_name=field header_field=k', 'field,a,b / n,1,2'],
    ],
  },
  {
    page: 'Makecontinuous',
    cases: [
      ['a,n / 1,x / 3,y', 'makecontinuous a span=1', 'a,n / 1,x / 2, / 3,y'],
      [
        '_time,n / 1773532800,1 / 1773540000,2',
        'makecontinuous _time span=1h',
        '_time,n / 1773532800,1 / 1773536400, / 1773540000,2',
      ],
    ],
  },
  {
    page: 'Trendline',
    cases: [
      ['a / 1 / 2 / 3 / 4', 'trendline sma2(a)', 'a,sma2(a) / 1, / 2,1.5 / 3,2.5 / 4,3.5'],
      ['a / 1 / 2 / 3', 'trendline sma2(a) AS s', 'a,s / 1, / 2,1.5 / 3,2.5'],
      ['a / 1 / 2 / 4', 'trendline wma2(a) AS w | eval w=round(w,4)', 'a,w / 1, / 2,1.6667 / 4,3.3333'],
    ],
  },
  {
    page: 'Accum',
    cases: [
      ['a / 1 / 2 / 3', 'accum a', 'a / 1 / 3 / 6'],
      ['a / 1 / 2 / 3', 'accum a AS s', 'a,s / 1,1 / 2,3 / 3,6'],
      ['a,b / 1,x / ,y / 3,z', 'accum a AS s', 'a,b,s / 1,x,1 / ,y, / 3,z,4'],
    ],
  },
  {
    page: 'Delta',
    cases: [
      ['a / 1 / 4 / 9', 'delta a', 'a,delta(a) / 1, / 4,3 / 9,5'],
      ['a / 1 / 4 / 9', 'delta a AS d', 'a,d / 1, / 4,3 / 9,5'],
      ['a / 1 / 4 / 9', 'delta a AS d p=2', 'a,d / 1, / 4, / 9,8'],
    ],
  },
  {
    page: 'Autoregress',
    cases: [
      ['a / 1 / 2 / 3', 'autoregress a', 'a,a_p1 / 1, / 2,1 / 3,2'],
      ['a / 1 / 2 / 3', 'autoregress a AS b p=2', 'a,b / 1, / 2, / 3,1'],
      ['a / 1 / 2 / 3', 'autoregress a p=1-2', 'a,a_p1,a_p2 / 1,, / 2,1, / 3,2,1'],
    ],
  },
  {
    page: 'Outlier',
    cases: [
      [
        '',
        'makeresults count=20 | streamstats count AS n | eval v=if(n=20,1000,10+n%3) | outlier action=remove v | where isnull(v) OR v>500 | stats count(v) AS c',
        'c / 0',
      ],
    ],
  },
  {
    page: 'Concurrency',
    cases: [
      [
        '_time,d / 100,50 / 120,10 / 200,5',
        'concurrency duration=d | sort _time | table d concurrency',
        'd,concurrency / 50,1 / 10,2 / 5,1',
      ],
    ],
  },
  {
    page: 'Fieldsummary',
    cases: [
      [
        'a / 1 / 2 / 2',
        'fieldsummary | table field count distinct_count is_exact max mean min numeric_count',
        'field,count,distinct_count,is_exact,max,mean,min,numeric_count / a,3,2,1,2,1.6666666666666667,1,3',
      ],
      ['a,b / 1,x', 'fieldsummary b | table field count', 'field,count / b,1'],
    ],
  },
  {
    page: 'Timewrap',
    cases: [
      [
        '_time,n / 1773360000,1 / 1773446400,2 / 1773532800,4',
        'timechart span=1d sum(n) AS n | timewrap 1d | fields - _time',
        'n_2days_before,n_1day_before,n_latest_day / 1,2,4',
      ],
      [
        '_time,n / 1773360000,1 / 1773446400,2',
        'timechart span=1d sum(n) AS n | timewrap 1d series=short | fields - _time',
        'n_s1,n_s0 / 1,2',
      ],
    ],
  },
  {
    page: 'Predict',
    cases: [
      [
        '',
        'makeresults count=10 | streamstats count AS n | eval _time=n*60, v=3 | table _time v | predict v AS p algorithm=LL future_timespan=3 | stats count max(p) AS hi min(p) AS lo',
        'count,hi,lo / 13,3,3',
      ],
      [
        '',
        'makeresults count=30 | streamstats count AS n | eval _time=n*60, v=n | table _time v | predict v AS p algorithm=LLT future_timespan=1 | tail 1 | eval ok=if(abs(p-31)<0.5,"y","n") | table ok',
        'ok / y',
      ],
      [
        '',
        'makeresults count=24 | streamstats count AS n | eval _time=n*60, v=n%4 | table _time v | predict v AS p algorithm=LLP period=4 future_timespan=4 | tail 4 | eval p=round(p) | stats list(p) AS p',
        'p / [0;3;2;1]',
      ],
    ],
  },
  {
    page: 'Geostats',
    cases: [
      [
        'lat,lon / 10,10 / 12,14 / -60,100',
        'geostats maxzoomlevel=0 count',
        'geobin,latitude,longitude,count / bin_id_zl_0_y_1_x_6,-60,100,1 / bin_id_zl_0_y_4_x_4,11,12,2',
      ],
      [
        'lat,lon,k / 10,10,a / 12,14,b',
        'geostats maxzoomlevel=0 count by k',
        'geobin,latitude,longitude,a,b / bin_id_zl_0_y_4_x_4,11,12,1,1',
      ],
      ['lat,lon / 10,10', 'geostats count | stats count', 'count / 10'],
    ],
  },
  {
    page: 'Anomalydetection',
    cases: [
      [
        '',
        'makeresults count=30 | streamstats count AS n | eval v=if(n=7,"odd","usual") | anomalydetection v | table n',
        'n / 7',
      ],
    ],
  },
];
