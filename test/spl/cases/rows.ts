/** Commands that choose, order and name rows and fields. */
import type { Area } from './case.ts';

export const rows: readonly Area[] = [
  {
    page: 'Sort',
    cases: [
      ['a / 10 / 9 / 100', 'sort a', 'a / 9 / 10 / 100'],
      ['a / 10 / 9 / 100', 'sort -a', 'a / 100 / 10 / 9'],
      ['a / 10 / 9 / 100', 'sort - a', 'a / 100 / 10 / 9'],
      ['a / 10 / 9 / 100', 'sort +a', 'a / 9 / 10 / 100'],
      ['a / b / 10 / a / 2', 'sort a', 'a / 2 / 10 / a / b'],
      ['a / b / B / a', 'sort a', 'a / B / a / b'],
      ['a,b / 1,x / 2,y / 1,a', 'sort a, -b', 'a,b / 1,x / 1,a / 2,y'],
      ['a,b / 1,x / 2,y / 1,a', 'sort -a b', 'a,b / 2,y / 1,a / 1,x'],
      ['a / 3 / 1 / 2', 'sort 2 a', 'a / 1 / 2'],
      ['a / 3 / 1 / 2', 'sort limit=1 -a', 'a / 3'],
      ['a / 3 / 1 / 2', 'sort -a limit=1', 'a / 3'],
      ['a / 3 / 1 / 2', 'sort a limit=2 desc', 'a / 3 / 2'],
      ['a / 3 / 1 / 2', 'sort 0 a', 'a / 1 / 2 / 3'],
      ['a / 3 / 1 / 2', 'sort a desc', 'a / 3 / 2 / 1'],
      ['a / 3 / 1 / 2', 'sort a d', 'a / 3 / 2 / 1'],
      ['a / 10 / 9 / 100', 'sort str(a)', 'a / 10 / 100 / 9'],
      ['a / 10 / 9 / 100', 'sort -num(a)', 'a / 100 / 10 / 9'],
      ['ip / 10.0.0.10 / 10.0.0.9 / 9.0.0.1', 'sort ip(ip)', 'ip / 9.0.0.1 / 10.0.0.9 / 10.0.0.10'],
      ['ip / 10.0.0.10 / 10.0.0.9 / 9.0.0.1', 'sort -ip(ip)', 'ip / 10.0.0.10 / 10.0.0.9 / 9.0.0.1'],
      ['a,b / 1,2 / 1,1', 'sort a', 'a,b / 1,2 / 1,1'],
      ['', 'makeresults count=10002 | sort _time | stats count', 'count / 10000'],
      ['', 'makeresults count=10002 | sort 0 _time | stats count', 'count / 10002'],
      ['h,count / a,1 / b,3', 'stats avg(count) by h | sort - avg(count)', 'h,avg(count) / b,3 / a,1'],
    ],
  },
  {
    page: 'Eval',
    cases: [
      ['', 'makeresults | eval t=_time | table t', 't / 1773576000'],
      ['', 'makeresults | rename _time AS t', 't / 1773576000'],
      ['', 'makeresults | stats max(_time) AS last', 'last / 1773576000'],
      [
        'f,t / %Y,0 / %m,86400',
        'eval x=strftime(t,f), y=relative_time(0,"+".t."s")',
        'f,t,x,y / %Y,0,1970,0 / %m,86400,01,86400',
      ],
    ],
  },
  {
    page: 'Head',
    cases: [
      ['a / 1 / 2 / 3', 'head 2', 'a / 1 / 2'],
      ['', 'makeresults count=15 | streamstats count as n | head | stats max(n) as m', 'm / 10'],
      ['a / 1 / 2 / 3', 'head limit=1', 'a / 1'],
      ['a / 1 / 2 / 9 / 1', 'head (a<5)', 'a / 1 / 2'],
      ['a / 1 / 2 / 9 / 1', 'head a<5 keeplast=true', 'a / 1 / 2 / 9'],
      ['a,b / 1,1 / ,2 / 1,3', 'head (a=1)', 'a,b / 1,1'],
      ['a,b / 1,1 / ,2 / 1,3', 'head (a=1) null=true', 'a,b / 1,1 / ,2 / 1,3'],
      ['a / 1 / 1 / 1', 'head limit=2 (a=1)', 'a / 1 / 1'],
    ],
  },
  {
    page: 'Tail',
    cases: [
      ['a / 1 / 2 / 3', 'tail 2', 'a / 3 / 2'],
      [
        '',
        'makeresults count=15 | streamstats count as n | table n | tail | stats min(n) as m, count',
        'm,count / 6,10',
      ],
      ['a / 1 / 2', 'tail 5', 'a / 2 / 1'],
    ],
  },
  {
    page: 'Reverse',
    cases: [
      ['a / 1 / 2 / 3', 'reverse', 'a / 3 / 2 / 1'],
      ['a / 1 / 2 / 3', 'reverse | head 1', 'a / 3'],
      ['a / 1 / 2 / 3', 'reverse | reverse', 'a / 1 / 2 / 3'],
      ['a / 1 / 2 / 3', 'reverse | stats list(a) as l', 'l / [3;2;1]'],
    ],
  },
  {
    page: 'Dedup',
    cases: [
      ['a,b / 1,x / 2,y / 1,z', 'dedup a', 'a,b / 1,x / 2,y'],
      ['a,b / 1,x / 1,y / 1,z', 'dedup 2 a', 'a,b / 1,x / 1,y'],
      ['a,b / 1,x / 1,y / 1,x', 'dedup a, b', 'a,b / 1,x / 1,y'],
      ['a,b / 1,x / 1,y / 1,x', 'dedup a b', 'a,b / 1,x / 1,y'],
      ['a,b / 1,x / ,y / 1,z', 'dedup a', 'a,b / 1,x'],
      ['a,b / 1,x / ,y / ,w / 1,z', 'dedup a keepempty=true', 'a,b / 1,x / ,y / ,w'],
      ['a,b / 1,x / 1,y / 2,z / 1,w', 'dedup a consecutive=true', 'a,b / 1,x / 2,z / 1,w'],
      ['a,b / 1,x / 1,y / 2,z', 'dedup a keepevents=true', 'a,b / 1,x / ,y / 2,z'],
      ['a,b / 1,2 / 1,9 / 2,1', 'dedup a sortby -b', 'a,b / 1,9 / 2,1'],
      ['a,b / 1,2 / 1,9 / 2,1', 'dedup a sortby +b', 'a,b / 2,1 / 1,2'],
      ['a,b / 1,2 / 1,9 / 1,5', 'dedup 2 a sortby - num(b)', 'a,b / 1,9 / 1,5'],
      ['a / x / X', 'dedup a', 'a / x / X'],
    ],
  },
  {
    page: 'Uniq',
    cases: [
      ['a,b / 1,x / 1,x / 2,y / 1,x', 'uniq', 'a,b / 1,x / 2,y / 1,x'],
      ['a,b / 1,x / 1,y', 'uniq', 'a,b / 1,x / 1,y'],
    ],
  },
  {
    page: 'Table',
    cases: [
      ['a,b,c / 1,2,3', 'table c a', 'c,a / 3,1'],
      ['a,b,c / 1,2,3', 'table c, a', 'c,a / 3,1'],
      ['a1,a2,b / 1,2,3', 'table a*', 'a1,a2 / 1,2'],
      ['a,b / 1,2', 'table a nothing', 'a,nothing / 1,'],
      ['x y,b / 1,2', 'table "x y"', 'x y / 1'],
      ['a,b / 1,2', 'table b, *', 'b,a / 2,1'],
    ],
  },
  {
    page: 'Fields',
    cases: [
      ['a,b,c / 1,2,3', 'fields a, c', 'a,c / 1,3'],
      ['a,b,c / 1,2,3', 'fields + c a', 'c,a / 3,1'],
      ['a,b / 1,2', 'fields | eval c=3', 'c / 3'],
      ['a,b,c / 1,2,3', 'fields - b', 'a,c / 1,3'],
      ['a1,a2,b / 1,2,3', 'fields - a*', 'b / 3'],
      ['a1,a2,b / 1,2,3', 'fields a*', 'a1,a2 / 1,2'],
      ['', 'makeresults | eval a=1 | fields a | fields - _*', 'a / 1'],
      ['', 'makeresults | eval a=1 | fields a | eval t=if(isnull(_time),"gone","kept") | table t', 't / kept'],
      ['', 'makeresults | eval a=1,b=2 | fields - a, _time', 'b / 2'],
    ],
  },
  {
    page: 'Rename',
    cases: [
      ['a,b / 1,2', 'rename a AS x', 'x,b / 1,2'],
      ['a,b / 1,2', 'rename a as "x y", b as z', 'x y,z / 1,2'],
      ['a,b / 1,2', 'rename a as x,, b as z,', 'x,z / 1,2'],
      ['a_in,b_in,c / 1,2,3', 'rename *_in AS *_out', 'a_out,b_out,c / 1,2,3'],
      ['a_in,b_in / 1,2', 'rename *_in AS in_*', 'in_a,in_b / 1,2'],
      ['x y,b / 1,2', 'rename "x y" AS c', 'c,b / 1,2'],
      ['a,b / 1,2', 'rename a AS b', 'b / 1'],
      ['d.a,d.b / 1,2', 'rename d.* AS *', 'a,b / 1,2'],
      ['h,v / a,1 / b,3', 'stats count(v) by h | rename count(v) AS n', 'h,n / a,1 / b,1'],
      ['a,b / 1,2', 'rename nothing AS c', 'a,b / 1,2'],
    ],
  },
  {
    page: 'Fillnull',
    cases: [
      ['a,b / 1, / ,2', 'fillnull', 'a,b / 1,0 / 0,2'],
      ['a,b / 1, / ,2', 'fillnull value=NULL', 'a,b / 1,NULL / NULL,2'],
      ['a,b / 1, / ,2', 'fillnull value="n a" b', 'a,b / 1,n a / ,2'],
      ['a,b / 1,', 'fillnull value=x a, b', 'a,b / 1,x'],
      ['a / 1', 'fillnull value=x c', 'a,c / 1,x'],
    ],
  },
  {
    page: 'Filldown',
    cases: [
      ['a,b / 1,x / ,y / 3, / ,', 'filldown', 'a,b / 1,x / 1,y / 3,y / 3,y'],
      ['a,b / 1,x / ,', 'filldown a', 'a,b / 1,x / 1,'],
      ['a1,a2,b / 1,2,x / ,,', 'filldown a*', 'a1,a2,b / 1,2,x / 1,2,'],
      ['a,b / ,x / 1,y / ,z', 'filldown a', 'a,b / ,x / 1,y / 1,z'],
    ],
  },
  {
    page: 'Replace',
    cases: [
      ['h / localhost / my.localhost', 'replace *localhost WITH lh IN h', 'h / lh / lh'],
      ['a,b / 0,0 / 1,0', 'replace 0 WITH zero IN a', 'a,b / zero,0 / 1,0'],
      ['a / 0 / 1', 'replace 0 WITH Critical, 1 WITH Error IN a', 'a / Critical / Error'],
      ['a / abc.txt', 'replace *.txt WITH *.log', 'a / abc.log'],
      ['a / x-y', 'replace *-* WITH *+* IN a', 'a / x+y'],
      ['a,b / ,x / b,y', 'replace b WITH c', 'a,b / ,x / c,y'],
    ],
  },
  {
    page: 'Regex',
    cases: [
      ['a / web1 / db1', 'regex a="^web"', 'a / web1'],
      ['a / web1 / db1', 'regex a!="^web"', 'a / db1'],
      ['_raw / error here / fine', 'regex "err(or)?"', '_raw / error here'],
      ['_raw / error here / fine', 'regex _raw!="err"', '_raw / fine'],
      ['a / 10.1.2.3 / 110.1.2.3', 'regex a="(?<!\\d)10\\."', 'a / 10.1.2.3'],
      ['a / web1 / db1 / db2', 'regex a="^(?!web)(?!.*2)"', 'a / db1'],
      ['a / 10.1.2.3 / x', 'regex a="1(?!\\d)0\\."', null],
      ['a / ABC', 'regex a="abc"', 'a'],
      ['a / ABC', 'regex a="(?i)abc"', 'a / ABC'],
      ['a / C:\\temp', 'regex a="C:\\\\\\\\temp"', 'a / C:\\temp'],
    ],
  },
  {
    page: 'Where',
    cases: [
      ['a,b / 1,2 / 3,2', 'where a>b', 'a,b / 3,2'],
      ['a / web1 / db1', 'where like(a,"web%")', 'a / web1'],
      ['a / web1 / Web1', 'where a="web1"', 'a / web1'],
      ['a,b / 1,1 / ,2', 'where isnull(a)', 'a,b / ,2'],
      ['a,b / 1,1 / ,2', 'where a!=5', 'a,b / 1,1'],
      ['a,b / x,x / x,y', 'where a=b', 'a,b / x,x'],
      ['a / 10 / 9', 'where a>9', 'a / 10'],
      ['a / 10 / 9', 'where a IN (9,11)', 'a / 9'],
      ['a / x', 'where \'a\'="x"', 'a / x'],
      ['x y / 1 / 2', "where 'x y'=2", 'x y / 2'],
      ['a / 1 / 2 / 3', 'where NOT a=2', 'a / 1 / 3'],
      ['a / 1 / 2 / 3', 'where a=1 OR a=3 AND a=4', 'a / 1'],
    ],
  },
  {
    page: 'Search',
    cases: [
      ['a / web1 / db1', 'search a=web*', 'a / web1'],
      ['a / web1 / WEB1 / db', 'search a=web1', 'a / web1 / WEB1'],
      ['a / web1 / db1', 'search a!=web*', 'a / db1'],
      ['a,b / 1,1 / ,2', 'search a!=5', 'a,b / 1,1'],
      ['a,b / 1,1 / ,2', 'search NOT a=5', 'a,b / 1,1 / ,2'],
      ['a,b / 1,1 / ,2', 'search a=*', 'a,b / 1,1'],
      ['a,b / 1,1 / ,2', 'search NOT a=*', 'a,b / ,2'],
      ['a / 1 / 2 / 3', 'search a IN (1,3)', 'a / 1 / 3'],
      ['a / web1 / web2 / db', 'search a IN (web*)', 'a / web1 / web2'],
      ['a / 1 / 2 / 3', 'search NOT a IN (1,3)', 'a / 2'],
      ['a / 9 / 10 / 100', 'search a>9 a<100', 'a / 10'],
      ['a / 1 / 2 / 3', 'search a=1 OR a=2', 'a / 1 / 2'],
      ['a,b / 1,x / 1,y / 2,x', 'search a=1 b=x', 'a,b / 1,x'],
      // OR binds tighter than the AND between terms.
      ['a,b / 1,x / 2,y / 3,y', 'search a=1 OR a=2 b=y', 'a,b / 2,y'],
      ['a,b / 1,x / 2,y / 3,y', 'search (a=1 b=x) OR a=3', 'a,b / 1,x / 3,y'],
      ['ip / 10.1.2.3 / 11.1.1.1', 'search ip=10.0.0.0/8', 'ip / 10.1.2.3'],
      ['ip / 10.1.2.3 / 11.1.1.1', 'search ip=10.*', 'ip / 10.1.2.3'],
      ['_raw / an Error here / errors / fine', 'search error', '_raw / an Error here'],
      ['_raw / an Error here / errors / fine', 'search error*', '_raw / an Error here / errors'],
      ['_raw / user logged in / logged user in', 'search "user logged in"', '_raw / user logged in'],
      ['_raw / a b / b c / c', 'search NOT b', '_raw / c'],
      ['_raw / Alpha / alpha', 'search CASE(alpha)', '_raw / alpha'],
      ['_raw / ip 10.0.0.1 up / ip 10.0.0.10 up', 'search TERM(10.0.0.1)', '_raw / ip 10.0.0.1 up'],
      ['a / x y / x', 'search a="x y"', 'a / x y'],
      ['a / 1 / 1.0 / 01', 'search a=1', 'a / 1 / 1.0 / 01'],
      ['x y / 1 / 2', 'search "x y"=2', 'x y / 2'],
    ],
  },
  {
    page: 'Makeresults',
    cases: [
      ['', 'makeresults | eval n=_time | table n', 'n / 1773576000'],
      ['', 'makeresults count=3 | stats count', 'count / 3'],
      ['', 'makeresults count=0 | stats count', 'count / 0'],
      ['', 'makeresults annotate=true | table host', 'host / '],
      ['', 'makeresults format=csv data="a,b\n1,2\n3,4" | table b', 'b / 2 / 4'],
      ['', 'makeresults format=json data="[{\\"a\\":1},{\\"a\\":2,\\"b\\":\\"x\\"}]" | table a b', 'a,b / 1, / 2,x'],
      ['', 'makeresults format=csv data="a\n\\"x, y\\"" | table a', 'a / "x, y"'],
    ],
  },
  {
    page: 'Noop',
    cases: [
      ['a / 1', 'localop', 'a / 1'],
      ['a / 1', 'redistribute by a', 'a / 1'],
      ['a / 1', 'highlight x, y', 'a / 1'],
    ],
  },
  {
    page: 'Return',
    cases: [
      ['a / 1 / 2', 'return a', 'search / "(a=""1"")"'],
      ['a / 1 / 2', 'return 2 a', 'search / "(a=""1"") OR (a=""2"")"'],
      ['a,b / 1,x / 2,y', 'return 1 a b', 'search / "(a=""1"") (b=""x"")"'],
      ['a / 1 / 2', 'return 2 $a', 'search / 1 OR 2'],
      ['a / 1 / 2', 'return 2 b=a', 'search / "(b=""1"") OR (b=""2"")"'],
    ],
  },
  {
    page: 'Format',
    cases: [
      ['a,b / 1,x / 2,y', 'format', 'search / "( ( a=""1"" AND b=""x"" ) OR ( a=""2"" AND b=""y"" ) )"'],
      ['a / 1 / 2', 'format maxresults=1', 'search / "( ( a=""1"" ) )"'],
      ['a,b / 1, / 2,y', 'format', 'search / "( ( a=""1"" ) OR ( a=""2"" AND b=""y"" ) )"'],
      ['a / 1', 'where a=2 | format', 'search / NOT( )'],
      ['a / 1', 'where a=2 | format emptystr="none"', 'search / none'],
      [
        'a,b / 1,x / 2,y',
        'format "[" "[" "&&" "]" "||" "]"',
        'search / "[ [ a=""1"" && b=""x"" ] || [ a=""2"" && b=""y"" ] ]"',
      ],
      ['a / x;y', 'makemv delim=";" a | format', 'search / "( ( ( a=""x"" OR a=""y"" ) ) )"'],
    ],
  },
  {
    page: 'Addinfo',
    cases: [
      ['a / 1', 'addinfo | table a info_min_time info_max_time', 'a,info_min_time,info_max_time / 1,0.000,+Infinity'],
    ],
  },
  {
    page: 'Setfields',
    cases: [
      ['a / 1 / 2', 'setfields b=x, "c d"="e f" a=new', 'a,b,c d / new,x,e f / new,x,e f'],
      ['a / 1', 'setfields b="x, y" | eval n=len(b) | table n', 'n / 4'],
    ],
  },
  {
    page: 'Gentimes',
    cases: [
      [
        '',
        'gentimes start=10/1/2007 end=10/3/2007 | table starttime endtime',
        'starttime,endtime / 1191196800,1191283199 / 1191283200,1191369599',
      ],
      ['', 'gentimes start=10/1/2007 end=10/2/2007 increment=12h | stats count', 'count / 2'],
      ['', 'gentimes start=10/1/07 end=10/2/07 | table starttime', 'starttime / 1191196800'],
    ],
  },
  {
    page: 'Eval',
    cases: [
      ['a,b / 1,2', 'eval c=a+b', 'a,b,c / 1,2,3'],
      ['a,b / 1,2', 'eval c=a+b, d=c*2', 'a,b,c,d / 1,2,3,6'],
      ['a,b / 1,2', 'eval a=5', 'a,b / 5,2'],
      ['a,b / 1,2', 'eval "x y"=a | eval z=\'x y\'+1 | table z', 'z / 2'],
      ['k,v / one,1 / two,2', 'eval {k}=v | table one two', 'one,two / 1, / ,2'],
      ['k,v / one,1', 'eval "n_{k}"=v | table n_one', 'n_one / 1'],
      ['a / 1', 'eval b=null() | fillnull value=x b', 'a,b / 1,x'],
      ['a.b / 1', "eval c='a.b'+1 | table c", 'c / 2'],
      ['a / 1', 'eval b=if(a=1,"yes","no")', 'a,b / 1,yes'],
    ],
  },
  {
    page: 'Fieldformat',
    cases: [
      ['n / 1234567', 'fieldformat n=tostring(n,"commas")', 'n / "1,234,567"'],
      ['n / 9 / 10', 'fieldformat n=n." items" | sort -n', 'n / 10 items / 9 items'],
    ],
  },
  {
    page: 'Strcat',
    cases: [
      ['a,b / 1,2', 'strcat a "-" b c', 'a,b,c / 1,2,1-2'],
      ['a,b / 1,', 'strcat a "-" b c', 'a,b,c / 1,,1-'],
      ['a,b / 1, / 1,2', 'strcat allrequired=true a "-" b c', 'a,b,c / 1,, / 1,2,1-2'],
    ],
  },
  {
    page: 'Rangemap',
    cases: [
      [
        'n / 0 / 50 / 500',
        'rangemap field=n low=0-0 elevated=1-100 default=severe',
        'n,range / 0,low / 50,elevated / 500,severe',
      ],
      ['n / 500', 'rangemap field=n low=0-10', 'n,range / 500,None'],
    ],
  },
  {
    page: 'Gauge',
    cases: [
      ['n / 42', 'gauge n 0 50 100', 'x,y1,y2,y3 / 42,0,50,100'],
      ['n / 42', 'gauge n', 'x / 42'],
    ],
  },
  {
    page: 'Reltime',
    cases: [
      ['', 'makeresults | eval _time=now()-86400*3 | reltime | table reltime', 'reltime / 3 days ago'],
      ['', 'makeresults | eval _time=now()-60 | reltime | table reltime', 'reltime / 1 minute ago'],
    ],
  },
  {
    page: 'Geom',
    cases: [['c,n / Norway,3', 'geom geo_countries featureIdField=c', 'c,n / Norway,3']],
  },
  {
    page: 'Tags',
    cases: [
      ['host / web1 / db1', 'tags | table host tag', 'host,tag / web1,[frontend;public] / db1,'],
      ['host / web1 / db1', 'search tag=frontend', 'host / web1'],
      ['host / web1 / db1', 'search NOT tag=front*', 'host / db1'],
      ['host / web1 / db1', 'search tag::host=public', 'host / web1'],
      ['host / web1 / db1', 'search tag::user=public', 'host'],
    ],
  },
  {
    page: 'Typer',
    cases: [
      ['status,user / 404,ann / 200,bob', 'typer | table status eventtype', 'status,eventtype / 404,failed / 200,'],
      ['status,user / 404,ann / 200,bob', 'search eventtype=failed', 'status,user / 404,ann'],
      ['status,user / 404,ann / 200,bob', 'search eventtype!=failed', 'status,user / 200,bob'],
      ['status,user / 404,ann / 200,bob', 'search eventtype IN (fail*)', 'status,user / 404,ann'],
    ],
  },
  {
    page: 'Usesearchmacros',
    cases: [
      ['n / 1 / 9', 'where `over(n, 5)`', 'n / 9'],
      ['n / 1 / 9', '`least` | where n>0', 'n / 1'],
      ['n / 1 / 9', 'where n>`double(4)`', 'n / 9'],
      ['n / 1 / 9', 'where n>`double(x)`', null],
    ],
  },
  {
    page: 'Metadata',
    cases: [
      ['', 'metadata type=hosts index=main | stats count', 'count / 0'],
      ['', 'metadata type=sourcetypes | table sourcetype totalCount', 'sourcetype,totalCount'],
    ],
  },
  {
    page: 'Eventcount',
    cases: [['', 'eventcount index=main', 'count / 0']],
  },
  {
    page: 'Dbinspect',
    cases: [['', 'dbinspect index=main | stats count', 'count / 0']],
  },
  {
    page: 'Metasearch',
    cases: [['', 'metasearch index=main | stats count', 'count / 0']],
  },
  {
    page: 'Tstats',
    cases: [
      ['', 'tstats count where index=main', 'count / 0'],
      ['', 'tstats count where index=main by host', 'host,count'],
      ['', 'tstats count from datamodel=Web where Web.status=404', 'count / 0'],
      [
        '',
        'makeresults count=2 | fields - _time | eval h="a" | tstats append=t prestats=t count by h | stats count by h',
        'h,count / a,2',
      ],
      ['a / 1', 'tstats count where index=main', null],
      ['', 'mstats avg(cpu) where index=main by host span=1h chart=true', 'host,avg(cpu)'],
    ],
  },
  {
    page: 'Pivot',
    cases: [
      ['', 'pivot Web Proxy count(Proxy) AS n', 'n / 0'],
      ['', 'pivot Web Proxy count(Proxy) AS n SPLITROW host AS h FILTER status is 404', 'h,n'],
      ['', 'pivot Web Proxy count(Proxy) AS n SPLITROW host TOP 10 count(Proxy) SHOWOTHER 1', 'host,n'],
      ['', 'pivot Web Proxy count(Proxy) AS n SPLITROW host SORT 100 host ROWSUMMARY 0', 'host,n'],
    ],
  },
  {
    page: 'Datamodel',
    cases: [['', 'datamodel Web Proxy search | stats count', 'count / 0']],
  },
  {
    page: 'Collect',
    cases: [['a / 1', 'collect index=summary testmode=true', 'a / 1']],
  },
  {
    page: 'Outputlookup',
    cases: [
      ['a,b / 1,x', 'outputlookup written.csv | append [| makeresults format=csv data="a,b\n2,y"]', 'a,b / 1,x / 2,y'],
      ['a,b / 1,x', 'where a=2 | outputlookup override_if_empty=false written.csv | stats count', 'count / 0'],
    ],
  },
];
