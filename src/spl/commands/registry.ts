/** Every command, by name: the parser, completion, help, docs and the example tests read this list. */
import type { Command } from '../command.ts';
import { bin } from './bin.ts';
import { chart } from './chart.ts';
import { dedup } from './dedup.ts';
import { evalCommand } from './eval.ts';
import { eventstats } from './eventstats.ts';
import { fields } from './fields.ts';
import { fillnull } from './fillnull.ts';
import { head } from './head.ts';
import { inputlookup } from './inputlookup.ts';
import { makeresults } from './makeresults.ts';
import { rare } from './rare.ts';
import { rename } from './rename.ts';
import { reverse } from './reverse.ts';
import { rex } from './rex.ts';
import { search } from './search.ts';
import { sort } from './sort.ts';
import { stats } from './stats.ts';
import { table } from './table.ts';
import { tail } from './tail.ts';
import { timechart } from './timechart.ts';
import { tstats } from './tstats.ts';
import { top } from './top.ts';
import { convert } from './convert.ts';
import { regex } from './regex.ts';
import { makemv } from './makemv.ts';
import { mvexpand } from './mvexpand.ts';
import { nomv } from './nomv.ts';
import { strcat } from './strcat.ts';
import { noop } from './noop.ts';
import { addinfo } from './addinfo.ts';
import { rangemap } from './rangemap.ts';
import { append } from './append.ts';
import { appendpipe } from './appendpipe.ts';
import { appendcols } from './appendcols.ts';
import { union } from './union.ts';
import { join } from './join.ts';
import { lookup } from './lookup.ts';
import { outputlookup } from './outputlookup.ts';
import { format } from './format.ts';
import { returnCommand } from './return.ts';
import { streamstats } from './streamstats.ts';
import { accum } from './accum.ts';
import { delta } from './delta.ts';
import { autoregress } from './autoregress.ts';
import { spath } from './spath.ts';
import { mvcombine } from './mvcombine.ts';
import { replace } from './replace.ts';
import { filldown } from './filldown.ts';
import { foreach } from './foreach.ts';
import { map } from './map.ts';
import { from } from './from.ts';
import { iplocation } from './iplocation.ts';
import { addtotals } from './addtotals.ts';
import { addcoltotals } from './addcoltotals.ts';
import { xyseries } from './xyseries.ts';
import { untable } from './untable.ts';
import { xmlkv } from './xmlkv.ts';
import { transpose } from './transpose.ts';
import { transaction } from './transaction.ts';
import { set } from './set.ts';
import { metadata } from './metadata.ts';
import { eventcount } from './eventcount.ts';
import { contingency } from './contingency.ts';
import { fieldsummary } from './fieldsummary.ts';
import { makecontinuous } from './makecontinuous.ts';
import { gentimes } from './gentimes.ts';
import { fromjson } from './fromjson.ts';
import { tojson } from './tojson.ts';
import { extract } from './extract.ts';
import { trendline } from './trendline.ts';
import { concurrency } from './concurrency.ts';
import { outlier } from './outlier.ts';
import { selfjoin } from './selfjoin.ts';
import { setfields } from './setfields.ts';
import { savedsearch } from './savedsearch.ts';
import { loadjob } from './loadjob.ts';
import { fieldformat } from './fieldformat.ts';
import { datamodel } from './datamodel.ts';
import { uniq } from './uniq.ts';
import { xpath } from './xpath.ts';
import { multikv } from './multikv.ts';
import { multireport } from './multireport.ts';
import { cluster } from './cluster.ts';
import { anomalydetection } from './anomalydetection.ts';
import { collect } from './collect.ts';
import { gauge } from './gauge.ts';
import { reltime } from './reltime.ts';
import { geom } from './geom.ts';
import { metasearch } from './metasearch.ts';
import { dbinspect } from './dbinspect.ts';
import { timewrap } from './timewrap.ts';
import { predict } from './predict.ts';
import { pivot } from './pivot.ts';
import { geostats } from './geostats.ts';
import { tags } from './tags.ts';
import { typer } from './typer.ts';
import { where } from './where.ts';

export const commands: readonly Command[] = [
  bin,
  chart,
  dedup,
  evalCommand,
  eventstats,
  fields,
  fillnull,
  head,
  inputlookup,
  makeresults,
  rare,
  rename,
  reverse,
  rex,
  search,
  sort,
  stats,
  table,
  tail,
  timechart,
  top,
  tstats,
  convert,
  regex,
  makemv,
  mvexpand,
  nomv,
  strcat,
  noop,
  addinfo,
  rangemap,
  append,
  appendpipe,
  appendcols,
  union,
  join,
  lookup,
  outputlookup,
  format,
  returnCommand,
  streamstats,
  accum,
  delta,
  autoregress,
  spath,
  mvcombine,
  replace,
  filldown,
  foreach,
  map,
  from,
  iplocation,
  addtotals,
  addcoltotals,
  xyseries,
  untable,
  xmlkv,
  transpose,
  transaction,
  set,
  metadata,
  eventcount,
  contingency,
  fieldsummary,
  makecontinuous,
  gentimes,
  fromjson,
  tojson,
  extract,
  trendline,
  concurrency,
  outlier,
  selfjoin,
  setfields,
  savedsearch,
  loadjob,
  fieldformat,
  datamodel,
  uniq,
  xpath,
  multikv,
  multireport,
  cluster,
  anomalydetection,
  collect,
  gauge,
  reltime,
  geom,
  metasearch,
  dbinspect,
  timewrap,
  predict,
  pivot,
  geostats,
  tags,
  typer,
  where,
];

const byName = new Map(commands.flatMap((c) => [c.name, ...(c.aliases ?? [])].map((name) => [name, c] as const)));

export function commandNamed(name: string): Command | undefined {
  return byName.get(name);
}
export function commandNames(): Iterable<string> {
  return byName.keys();
}

/** Commands of Splunk that this program knows of and does not have, with the reason: an outcome, never wrong rows. */
export const refusals: ReadonlyMap<string, string> = new Map(
  [
    ...[
      'rest',
      'sendalert',
      'sendemail',
      'script',
      'runshellscript',
      'dbxquery',
      'dbxlookup',
      'ldapsearch',
      'ldapfilter',
      'localize',
      'dump',
      'audit',
      'history',
      'typeahead',
      'walklex',
      'delete',
      'run',
      'crawl',
      'input',
      'dbinput',
      'dbxoutput',
      'mcpurge',
      'fetch',
    ].map((name) => [name, 'it needs a Splunk server'] as const),
    ...['fit', 'apply', 'summary', 'score', 'sample'].map(
      (name) => [name, 'it belongs to the machine learning toolkit'] as const,
    ),
    ...[
      'abstract',
      'analyzefields',
      'anomalies',
      'anomalousvalue',
      'arules',
      'associate',
      'cofilter',
      'correlate',
      'diff',
      'erex',
      'findtypes',
      'folderize',
      'kmeans',
      'kvform',
      'mpreview',
      'msearch',
      'outputtext',
      'overlap',
      'relevancy',
      'scrub',
      'searchtxn',
      'tscollect',
      'typelearner',
      'x11',
      'xmlunescape',
      'xsdisplay',
      'af',
      'findkeywords',
      'makejson',
      'mvreverse',
      'surrounding',
      'bucketdir',
    ].map((name) => [name, 'it is not there yet'] as const),
  ].filter(([name]) => !byName.has(name)),
);
