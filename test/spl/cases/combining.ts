/** Commands that put searches together, read and write tables, and go over fields or rows. */
import type { Area } from './case.ts';

const sub = (data: string): string => `[| makeresults format=csv data="${data.replaceAll(' / ', '\n')}"]`;

export const combining: readonly Area[] = [
  {
    page: 'Append',
    cases: [
      ['a / 1', `append ${sub('a / 2')}`, 'a / 1 / 2'],
      ['a / 1', `append ${sub('b / 2')}`, 'a,b / 1, / ,2'],
      ['a / 1', `append maxout=1 ${sub('a / 2 / 3')}`, 'a / 1 / 2'],
      ['a,n / x,1', `append ${sub('a,n / x,2')} | stats sum(n) AS n by a`, 'a,n / x,3'],
    ],
  },
  {
    page: 'Appendcols',
    cases: [
      ['a / 1 / 2', `appendcols ${sub('b / x / y')}`, 'a,b / 1,x / 2,y'],
      ['a / 1 / 2', `appendcols ${sub('b / x')}`, 'a,b / 1,x / 2,'],
      ['a / 1', `appendcols ${sub('a,b / 9,x')}`, 'a,b / 1,x'],
      ['a / 1', `appendcols override=true ${sub('a,b / 9,x')}`, 'a,b / 9,x'],
    ],
  },
  {
    page: 'Appendpipe',
    cases: [
      ['a / 1 / 2', 'appendpipe [stats sum(a) AS a]', 'a / 1 / 2 / 3'],
      ['h,a / x,1 / y,2', 'appendpipe [stats sum(a) AS a | eval h="total"]', 'h,a / x,1 / y,2 / total,3'],
      ['a / 1', 'appendpipe [where a=5]', 'a / 1'],
      ['a / 1', 'where a=5 | appendpipe [stats count | where count=0] | table count', 'count / 0'],
    ],
  },
  {
    page: 'Join',
    cases: [
      ['id,a / 1,x / 2,y', `join id ${sub('id,b / 2,z')}`, 'id,a,b / 2,y,z'],
      ['id,a / 1,x / 2,y', `join type=left id ${sub('id,b / 2,z')}`, 'id,a,b / 1,x, / 2,y,z'],
      ['id,a / 1,x / 2,y', `join type=outer id ${sub('id,b / 2,z')}`, 'id,a,b / 1,x, / 2,y,z'],
      ['id,a / 1,x', `join id ${sub('id,b / 1,p / 1,q')}`, 'id,a,b / 1,x,p'],
      ['id,a / 1,x', `join max=0 id ${sub('id,b / 1,p / 1,q')}`, 'id,a,b / 1,x,p / 1,x,q'],
      ['id,a / 1,x', `join max=2 id ${sub('id,b / 1,p / 1,q / 1,r')}`, 'id,a,b / 1,x,p / 1,x,q'],
      ['id,a / 1,x', `join id ${sub('id,a / 1,new')}`, 'id,a / 1,new'],
      ['id,a / 1,x', `join overwrite=f id ${sub('id,a / 1,new')}`, 'id,a / 1,x'],
      ['id,k,a / 1,1,x / 1,2,y', `join id k ${sub('id,k,b / 1,2,z')}`, 'id,k,a,b / 1,2,y,z'],
      ['id,k,a / 1,1,x / 1,2,y', `join id, k ${sub('id,k,b / 1,2,z')}`, 'id,k,a,b / 1,2,y,z'],
      ['id,a / 1,x / 2,y', `join ${sub('id,b / 2,z')}`, 'id,a,b / 2,y,z'],
      [
        'id,k / 1,a / 2,b',
        `join id ${sub('id,x / 1,p / 2,q')} | join k ${sub('k,y / a,7 / b,8')} | join type=left id ${sub('id,z / 2,zz')}`,
        'id,k,x,y,z / 1,a,p,7, / 2,b,q,8,zz',
      ],
      [
        'id / 1 / 2',
        `join max=0 id ${sub('id,x / 1,p / 1,q / 2,r').replace(']', ` | join x ${sub('x,y / p,5 / q,6 / r,7')}]`)}`,
        'id,x,y / 1,p,5 / 1,q,6 / 2,r,7',
      ],
      [
        '_time,id / 50,a',
        `join usetime=t id ${sub('_time,id,b / 60,a,late / 40,a,early')} | eval _time=50 | join usetime=t earlier=f id ${sub('_time,id,c / 40,a,early / 60,a,late')} | table id b c`,
        'id,b,c / a,early,late',
      ],
      [
        '_time,id / 50,a',
        `join usetime=t id ${sub('_time,id,b / 60,a,late / 40,a,before / 30,a,long')} | table id b`,
        'id,b / a,before',
      ],
      [
        '_time,id / 50,a',
        `join usetime=t earlier=f id ${sub('_time,id,b / 40,a,before / 60,a,late')} | table id b`,
        'id,b / a,late',
      ],
      [
        '_time,id / 50,a / 20,a',
        `join usetime=t max=0 id ${sub('_time,id,b / 50.9,a,same / 30,a,before')} | table id b`,
        'id,b / a,same / a,before',
      ],
      [
        '_time,id / 50,a / 20,a',
        `join usetime=t type=left id ${sub('_time,id,b / 30,a,before')} | table id b`,
        'id,b / a,before / a,',
      ],
      [
        'id,a / 1,x / 2,y',
        `join left=L right=R where L.id=R.pid ${sub('pid,b / 2,z')}`,
        'L.id,L.a,R.pid,R.b / 2,y,2,z',
      ],
      [
        'id,a / 1,x / 2,y',
        `join type=left left=L right=R where L.id=R.pid ${sub('pid,b / 2,z')} | table L.id R.b`,
        'L.id,R.b / 1, / 2,z',
      ],
    ],
  },
  {
    page: 'Selfjoin',
    cases: [
      ['id,a,b / 1,x, / 1,,y', 'selfjoin id', 'id,a,b / 1,x,y'],
      ['id,a,b / 1,x, / 1,,y / 2,z,', 'selfjoin keepsingle=t id', 'id,a,b / 1,x,y / 2,z,'],
    ],
  },
  {
    page: 'Union',
    cases: [
      ['', `union ${sub('a / 1')} ${sub('a / 2')}`, 'a / 1 / 2'],
      ['a / 1', `union ${sub('b / 2')}`, 'a,b / 1, / ,2'],
      ['', `union maxout=1 ${sub('a / 1 / 2')} ${sub('a / 3 / 4')}`, 'a / 1 / 3'],
      ['', `union ${sub('a / 1')} lookup:people.csv | stats count`, 'count / 3'],
    ],
  },
  {
    page: 'Multisearch',
    cases: [
      ['', `multisearch ${sub('a / 1')} ${sub('a / 2')} | stats count`, 'count / 2'],
      ['', `multisearch [| makeresults | eval t="x"] [| makeresults | eval t="y"] | stats values(t) AS t`, 't / [x;y]'],
    ],
  },
  {
    page: 'Set',
    cases: [
      ['', `set union ${sub('a / 1 / 2')} ${sub('a / 2 / 3')} | sort a`, 'a / 1 / 2 / 3'],
      ['', `set diff ${sub('a / 1 / 2')} ${sub('a / 2 / 3')} | sort a`, 'a / 1 / 3'],
      ['', `set intersect ${sub('a / 1 / 2')} ${sub('a / 2 / 3')}`, 'a / 2'],
    ],
  },
  {
    page: 'Usesubsearch',
    cases: [
      ['a,b / 1,x / 2,y / 3,z', `search ${sub('a / 1 / 3')}`, 'a,b / 1,x / 3,z'],
      ['a,b / 1,x / 2,y / 3,z', `search NOT ${sub('a / 1 / 3')}`, 'a,b / 2,y'],
      ['a,b / 1,x / 2,y', `search [| makeresults format=csv data="k\n2" | rename k AS a]`, 'a,b / 2,y'],
      ['a,b / 1,x / 2,y', `search [| makeresults format=csv data="k\n2" | return a=k]`, 'a,b / 2,y'],
      ['a,b / 1,x / 2,y', `search a=[| makeresults format=csv data="k\n2" | return $k]`, 'a,b / 2,y'],
      ['a,b / 1,x / 2,y', `where a=[| makeresults format=csv data="k\n2" | return $k]`, 'a,b / 2,y'],
      ['a,b / 1,x / 2,y', `search [| makeresults | eval search="a=1 OR b=y" | table search]`, 'a,b / 1,x / 2,y'],
      ['_raw / big error / fine', `search [| makeresults | eval query="error" | table query]`, '_raw / big error'],
      ['a / 1', 'eval n=[| makeresults count=3 | stats count AS n | return $n]', 'a,n / 1,3'],
    ],
  },
  {
    page: 'Lookup',
    cases: [
      [
        'name / ada',
        'lookup people.csv name | eval who="ann" | lookup teams.csv who OUTPUT team | table name city team',
        'name,city,team / ada,Oslo,red',
      ],
      ['name / ada / zed', 'lookup people.csv name', 'name,city / ada,Oslo / zed,'],
      ['name / ada / zed', 'lookup people.csv name OUTPUT city', 'name,city / ada,Oslo / zed,'],
      ['name / ada', 'lookup people.csv name OUTPUT city AS town', 'name,town / ada,Oslo'],
      ['who / ada', 'lookup people.csv name AS who OUTPUT city', 'who,city / ada,Oslo'],
      ['name,city / ada,Bonn', 'lookup people.csv name OUTPUTNEW city', 'name,city / ada,Bonn'],
      ['name,city / ada,Bonn', 'lookup people.csv name OUTPUT city', 'name,city / ada,Oslo'],
      ['name,city / ada, / bo,Bonn', 'lookup people.csv name OUTPUTNEW city', 'name,city / ada,Oslo / bo,Bonn'],
      ['name / Ada', 'lookup people.csv name', 'name,city / Ada,'],
      ['name,city / zed,Bonn', 'lookup people.csv name OUTPUT city', 'name,city / zed,'],
      // Rows of the lookup with the same key are the values of one.
      ['team / red / blue', 'lookup teams.csv team OUTPUT who', 'team,who / red,[ann;cy] / blue,bob'],
    ],
  },
  {
    page: 'Inputlookup',
    cases: [
      ['', 'inputlookup people.csv', 'name,city / ada,Oslo / bo,Rome'],
      ['', 'inputlookup people.csv where city=Rome', 'name,city / bo,Rome'],
      ['', 'inputlookup people.csv where NOT city=R*', 'name,city / ada,Oslo'],
      ['', 'inputlookup max=1 people.csv', 'name,city / ada,Oslo'],
      ['', 'inputlookup start=1 people.csv', 'name,city / bo,Rome'],
      ['name / x', 'inputlookup append=t people.csv', 'name,city / x, / ada,Oslo / bo,Rome'],
      ['', 'inputcsv people.csv where name="ada"', 'name,city / ada,Oslo'],
      ['', 'from lookup:people.csv | head 1', 'name,city / ada,Oslo'],
    ],
  },
  {
    page: 'Foreach',
    cases: [
      ['a1,a2 / 1,2', 'foreach a* [eval <<FIELD>>=<<FIELD>>*10]', 'a1,a2 / 10,20'],
      ['a1,a2 / 1,2', 'eval t=0 | foreach a* [eval t=t+<<FIELD>>] | table t', 't / 3'],
      ['x_in,x_out / 1,2', 'foreach x_* [eval n_<<MATCHSTR>>=<<FIELD>>+1] | table n_in n_out', 'n_in,n_out / 2,3'],
      ['a b,a c / 1,2', "foreach a* [eval '<<FIELD>>'='<<FIELD>>'+1]", 'a b,a c / 2,3'],
      ['a,b,c / 1,2,3', 'foreach a b [eval <<FIELD>>=0]', 'a,b,c / 0,0,3'],
      [
        'x_a_y,x_b_z / 1,2',
        'foreach x_*_* [eval <<MATCHSEG1>>_<<MATCHSEG2>>=<<FIELD>>] | table a_y b_z',
        'a_y,b_z / 1,2',
      ],
      ['a1 / 1', 'foreach a* fieldstr="#f#" [eval #f#=#f#+1]', 'a1 / 2'],
      ['v / 1;2;3', 'makemv delim=";" v | eval t=0 | foreach mode=multivalue v [eval t=t+<<ITEM>>] | table t', 't / 6'],
      ['', 'makeresults | eval j="[1,2,3]", t=0 | foreach mode=json_array j [eval t=t+<<ITEM>>] | table t', 't / 6'],
      [
        'v,n / 1;2,a / 3,b / ,c',
        'makemv delim=";" v | eval t=0 | foreach mode=multivalue v [eval t=t+<<ITEM>>, s=mvappend(s,<<ITEM>>)] | table n t s',
        'n,t,s / a,3,[1;2] / b,3,3 / c,0,',
      ],
      [
        'v / 1;2',
        'makemv delim=";" v | foreach mode=auto_collections v [eval t=coalesce(t,0)+<<ITEM>> | eval d=t*2] | table t d',
        't,d / 3,6',
      ],
      ['a,b / 1,2', 'rename a AS "a (x)" | foreach * [eval <<FIELD>>=\'<<FIELD>>\'+1]', 'a (x),b / 2,3'],
    ],
  },
  {
    page: 'Appendpipe',
    cases: [
      ['a / 1 / 3', 'multireport [stats sum(a) AS a] [stats max(a) AS a]', 'a / 4 / 3'],
      ['a,b / 1,2 / 3,4', 'stats sum([| makeresults | eval f="b" | return $f]) AS s', 's / 6'],
      ['a / 1 / 2 / 3', 'head [| makeresults | eval n=2 | return $n]', 'a / 1 / 2'],
    ],
  },
  {
    page: 'Head',
    cases: [
      ['a / 1', 'head abc', null],
      ['a / 1', 'rex field=gone mode=sed "s/a"', null],
      ['a / 1', 'chart count over', null],
      ['a / 1', 'eval x=tonumber("12",99)', null],
    ],
  },
  {
    page: 'Map',
    cases: [
      ['u / ann / bob', 'map search="| makeresults | eval who=$u$ | table who"', 'who / ann / bob'],
      ['u / ann / bob', 'map maxsearches=1 search="| makeresults | eval who=$u$ | table who"', 'who / ann'],
      ['u,n / ann,2', 'map search="| makeresults count=$n$ | eval who=\\"$u$\\" | table who"', 'who / ann / ann'],
    ],
  },
  {
    page: 'Savedsearch',
    cases: [
      ['', 'savedsearch "Two rows"', 'a / 1 / 1'],
      ['', 'savedsearch "One user" user=ann', 'user / ann'],
      ['', 'from savedsearch:"Two rows" | stats count', 'count / 2'],
      ['', 'loadjob savedsearch="admin:search:Two rows" | stats count', 'count / 2'],
    ],
  },
];
