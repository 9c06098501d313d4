/** Commands that take fields out of text, turn values, and handle fields with several values. */
import type { Area } from './case.ts';

export const fields: readonly Area[] = [
  {
    page: 'Rex',
    cases: [
      [
        's / 0123456789abc',
        'rex field=s "(?<ten>.{10})(?<rest>\\w+)" offset_field=o | table o',
        'o / ten=0-9&rest=10-12',
      ],
      ['s / abcb', 'rex field=s "(?<x>b)" offset_field=o | table x o', 'x,o / b,x=1-1'],
      ['s / abcbcb', 'rex field=s mode=sed "s/b/X/2"', 's / abcXcb'],
      ['s / a1b2c3', 'rex field=s mode=sed "s/([a-z])(\\d)/\\2\\1/3"', 's / a1b23c'],
      ['_raw / user=ann id=7', 'rex "user=(?<user>\\w+)" | table user', 'user / ann'],
      ['_raw / user=ann id=7', 'rex "user=(?P<user>\\w+) id=(?<id>\\d+)" | table user id', 'user,id / ann,7'],
      ['m / a1 b2', 'rex field=m "(?<d>\\d)" | table d', 'd / 1'],
      [
        'm / k=v;w / =v',
        'rex field=m "(?<k>.+?(?==))" | rex field=m "(?<v>(?<==)\\w+)(?!;)" | table k v',
        'k,v / k, / ,v',
      ],
      ['m / k=1;k=2;k=3', 'rex field=m max_match=0 "k=(?<k>\\d)(?=;)" | table k', 'k / [1;2]'],
      ['m / 1-2-34', 'rex field=m max_match=0 "(?<=^|-)(?<n>\\d+)" | table n', 'n / [1;2;34]'],
      ['m / abc / xbc', 'rex field=m "^(?!a)(?<first>.)(?=b)" | table first', 'first /  / x'],
      ['m / a1 b2', 'rex field=m max_match=2 "(?<d>\\d)" | table d', 'd / [1;2]'],
      ['m / a1 b2 c3', 'rex field=m max_match=0 "(?<d>\\d)" | table d', 'd / [1;2;3]'],
      ['m / none', 'rex field=m "(?<d>\\d)" | table d', 'd / '],
      ['m,d / none,old', 'rex field=m "(?<d>\\d)" | table d', 'd / old'],
      ['m / aXbX', 'rex field=m mode=sed "s/X/-/"', 'm / a-bX'],
      ['m / aXbX', 'rex field=m mode=sed "s/X/-/g"', 'm / a-b-'],
      ['m / 123-456', 'rex field=m mode=sed "s/(\\d{3})-(\\d{3})/\\2-\\1/"', 'm / 456-123'],
      ['m / abcabc', 'rex field=m mode=sed "y/abc/xyz/"', 'm / xyzxyz'],
      ['p / C:\\tmp\\x.txt', 'rex field=p "\\\\\\\\(?<f>[^\\\\\\\\]+)$" | table f', 'f / x.txt'],
      ['m / say ""hi"" now', 'rex field=m "\\"(?<w>[^\\"]+)\\"" | table w', 'w / hi'],
      ['m / ab12', 'rex field=m "(?<l>[a-z]+)(?<n>\\d+)?" | table l n', 'l,n / ab,12'],
      ['m / ab', 'rex field=m "(?<l>[a-z]+)(?<n>\\d+)?" | table l n', 'l,n / ab,'],
    ],
  },
  {
    page: 'Extract',
    cases: [
      ['_raw / a=1 b=two c="x y"', 'extract pairdelim=" " kvdelim="=" | table a b', 'a,b / 1,two'],
      ['_raw / a=1;b=2', 'extract pairdelim=";" kvdelim="=" | table a b', 'a,b / 1,2'],
      ['_raw / a:1|b:2', 'kv pairdelim="|" kvdelim=":" | table a b', 'a,b / 1,2'],
    ],
  },
  {
    page: 'Spath',
    cases: [
      [
        '',
        "makeresults | eval _raw=\"<r><a id='1'>x</a><a id='2'>y</a><b><c>z</c></b></r>\" | spath | table r.a r.a{@id} r.b.c",
        'r.a,r.a{@id},r.b.c / [x;y],[1;2],z',
      ],
      ['', 'makeresults | eval _raw="<r><a>x</a><a>y</a></r>" | spath path=r.a{2} output=v | table v', 'v / y'],
      ['', 'makeresults | eval _raw="<r><a k=\'5\'/></r>" | spath path=r.a{@k} output=v | table v', 'v / 5'],
      ['', 'makeresults | eval _raw="{\\"a\\":1,\\"b\\":{\\"c\\":\\"x\\"}}" | spath | table a b.c', 'a,b.c / 1,x'],
      ['', 'makeresults | eval _raw="{\\"a\\":[1,2]}" | spath | table a{}', 'a{} / [1;2]'],
      ['', 'makeresults | eval j="{\\"a\\":{\\"b\\":5}}" | spath input=j path=a.b output=v | table v', 'v / 5'],
      ['', 'makeresults | eval j="{\\"a\\":{\\"b\\":5}}" | spath input=j a.b | table a.b', 'a.b / 5'],
      [
        '',
        'makeresults | eval j="{\\"a\\":[{\\"b\\":1},{\\"b\\":2}]}" | spath input=j path=a{}.b output=v | table v',
        'v / [1;2]',
      ],
      [
        '',
        'makeresults | eval j="{\\"a\\":[{\\"b\\":1},{\\"b\\":2}]}" | spath input=j path=a{1}.b output=v | table v',
        'v / 2',
      ],
      [
        '',
        'makeresults | eval j="{\\"a\\":[{\\"b\\":1},{\\"b\\":2}]}" | spath input=j path=a{0}.b output=v | table v',
        'v / 1',
      ],
      ['', 'makeresults | eval j="no json" | spath input=j path=a output=v | table v', 'v / '],
    ],
  },
  {
    page: 'Xmlkv',
    cases: [['', 'makeresults | eval _raw="<a>1</a><b>x</b>" | xmlkv | table a b', 'a,b / 1,x']],
  },
  {
    page: 'Xpath',
    cases: [
      ['', 'makeresults | eval x="<r><a n=\'7\'>t</a></r>" | xpath field=x outfield=v "//a" | table v', 'v / t'],
      ['', 'makeresults | eval x="<r><a n=\'7\'>t</a></r>" | xpath field=x outfield=v "//a/@n" | table v', 'v / 7'],
      ['', 'makeresults | eval x="<r/>" | xpath field=x outfield=v default=none "//a" | table v', 'v / none'],
    ],
  },
  {
    page: 'Makemv',
    cases: [
      ['a / x;y', 'makemv delim=";" a', 'a / [x;y]'],
      ['a / x;;y', 'makemv delim=";" a', 'a / [x;y]'],
      ['a / x;;y', 'makemv delim=";" allowempty=t a | eval n=mvcount(a) | table n', 'n / 3'],
      ['a / x y', 'makemv a', 'a / [x;y]'],
      ['a / 1a2b', 'makemv tokenizer="(\\d)" a', 'a / [1;2]'],
      ['a / x', 'makemv delim=";" a', 'a / x'],
    ],
  },
  {
    page: 'Mvexpand',
    cases: [
      ['a,b / x;y,1', 'makemv delim=";" a | mvexpand a', 'a,b / x,1 / y,1'],
      ['a,b / x;y;z,1', 'makemv delim=";" a | mvexpand a limit=2', 'a,b / x,1 / y,1'],
      ['a,b / x,1 / ,2', 'mvexpand a', 'a,b / x,1 / ,2'],
    ],
  },
  {
    page: 'Mvcombine',
    cases: [
      ['a,b / 1,x / 1,y / 2,z', 'mvcombine b', 'a,b / 1,[x;y] / 2,z'],
      ['a,b / 1,x / 1,y', 'mvcombine delim="," b | nomv b', 'a,b / 1,"x,y"'],
    ],
  },
  {
    page: 'Nomv',
    cases: [
      ['a / x;y', 'makemv delim=";" a | nomv a | eval n=mvcount(a) | table n', 'n / 1'],
      ['a / x', 'nomv a', 'a / x'],
    ],
  },
  {
    page: 'Convert',
    cases: [
      ['a1,a2 / 1x,2', 'convert rmunit(a*) AS n_*', 'a1,a2,n_1,n_2 / 1x,2,1,2'],
      ['a / 0', 'convert ctime(a)', 'a / 01/01/1970 00:00:00'],
      ['a / 1433188255', 'convert timeformat="%Y-%m-%d" ctime(a) AS d', 'a,d / 1433188255,2015-06-01'],
      ['a / 06/01/2015 19:50:55', 'convert mktime(a)', 'a / 1433188255'],
      ['a / 2015-06-01', 'convert timeformat="%Y-%m-%d" mktime(a)', 'a / 1433116800'],
      ['a / 00:10:15', 'convert dur2sec(a)', 'a / 615'],
      ['a / 1+01:01:01', 'convert dur2sec(a)', 'a / 90061'],
      ['a / 12k / 3m / 1g', 'convert memk(a)', 'a / 12 / 3072 / 1048576'],
      ['a / 3:12.5', 'convert mstime(a)', 'a / 192.5'],
      ['a / "1,234"', 'convert rmcomma(a)', 'a / 1234'],
      ['a / 34KB / 5.5sec', 'convert rmunit(a)', 'a / 34 / 5.5'],
      ['a,b / 12,x', 'convert num(a) num(b)', 'a,b / 12,'],
      ['a,b / 12,x', 'convert auto(*)', 'a,b / 12,x'],
      ['a1,a2 / 0,0', 'convert timeformat="%Y" ctime(a*)', 'a1,a2 / 1970,1970'],
    ],
  },
  {
    page: 'Multikv',
    cases: [
      [
        '',
        'makeresults | eval _raw="PID NAME\n1 init\n22 sshd" | multikv | table PID NAME',
        'PID,NAME / 1,init / 22,sshd',
      ],
    ],
  },
  {
    page: 'Fromjson',
    cases: [['', 'makeresults | eval j="{\\"a\\":1,\\"b\\":\\"x\\"}" | fromjson j | table a b', 'a,b / 1,x']],
  },
  {
    page: 'Iplocation',
    cases: [['ip / nowhere', 'iplocation ip | table ip', 'ip / nowhere']],
  },
  {
    page: 'Transaction',
    cases: [
      [
        '_time,id,_raw / 10,a,x / 12,a,y / 11,b,z',
        'sort - _time | transaction id | sort _time | table id duration eventcount',
        'id,duration,eventcount / a,2,2 / b,0,1',
      ],
      [
        '_time,id,_raw / 10,a,x / 100,a,y',
        'sort - _time | transaction id maxspan=30s | table id eventcount',
        'id,eventcount / a,1 / a,1',
      ],
      [
        '_time,id,_raw / 10,a,x / 30,a,y / 60,a,z',
        'sort - _time | transaction id maxpause=25s | sort _time | table id eventcount',
        'id,eventcount / a,2 / a,1',
      ],
      [
        '_time,id,_raw / 10,a,x / 11,a,y / 12,a,z',
        'sort - _time | transaction id maxevents=2 | stats max(eventcount) AS m',
        'm / 2',
      ],
      [
        '_time,id,_raw / 10,a,begin / 11,a,middle / 12,a,end',
        'sort - _time | transaction id startswith="begin" endswith="end" | table duration eventcount closed_txn',
        'duration,eventcount,closed_txn / 2,3,1',
      ],
      [
        '_time,_raw / 10,begin / 11,end / 12,begin / 13,end',
        'sort - _time | transaction startswith="begin" endswith="end" | stats count',
        'count / 2',
      ],
      [
        '_time,id,v,_raw / 10,a,1,x / 11,a,9,y',
        'sort - _time | transaction id endswith=eval(v>5) | table eventcount',
        'eventcount / 2',
      ],
      ['_time,id,v,_raw / 10,a,p,x / 11,a,q,y', 'sort - _time | transaction id | table v', 'v / [p;q]'],
      ['_time,id,v,_raw / 10,a,p,x / 11,a,p,y', 'sort - _time | transaction id mvlist=t | table v', 'v / [p;p]'],
    ],
  },
  {
    page: 'Cluster',
    cases: [
      [
        'm / disk sda full / disk sdb full / user ann here',
        'cluster field=m t=0.5 showcount=t | table cluster_count | sort - cluster_count',
        'cluster_count / 2 / 1',
      ],
      [
        'm / disk sda full / disk sda full / user ann here',
        'cluster field=m labelonly=t | stats dc(cluster_label) AS d, count',
        'd,count / 2,3',
      ],
    ],
  },
  {
    page: 'Tojson',
    cases: [['a,b / 1,x', 'tojson a b output_field=j | spath input=j path=b output=v | table v', 'v / x']],
  },
];
