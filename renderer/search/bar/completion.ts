/**
 * What may stand at the caret: commands after a pipe, then options, functions and fields; values after index= and its like,
 * files after lookup, macros after a backtick.
 */
import type { Completion, CompletionContext, CompletionResult } from '@codemirror/autocomplete';
import type { HelpEntry, Names } from '../../../src/protocol/index.ts';

export interface CompletionWords {
  readonly help: readonly HelpEntry[];
  readonly fields: readonly string[];
  readonly indexes: readonly string[];
  readonly sourceTypes: readonly string[];
  readonly hosts: readonly string[];
  readonly sources: readonly string[];
  readonly names: Names;
}

/** What may stand behind a field and its equals sign. */
const values: Readonly<Record<string, (words: CompletionWords) => readonly string[]>> = {
  index: ({ indexes }) => indexes,
  sourcetype: ({ sourceTypes }) => sourceTypes,
  host: ({ hosts }) => hosts,
  source: ({ sources }) => sources,
  eventtype: ({ names }) => names.eventTypes,
  savedsearch: ({ names }) => names.savedSearches,
};
/** Commands whose first argument is a file of the folder of lookups, or a saved search. */
const named: Readonly<Record<string, (names: Names) => readonly string[]>> = {
  lookup: ({ lookups }) => lookups,
  inputlookup: ({ lookups }) => lookups,
  outputlookup: ({ lookups }) => lookups,
  savedsearch: ({ savedSearches }) => savedSearches,
};

/** Commands whose arguments are stats functions; all others that take functions take eval's. */
const aggregating = new Set([
  'stats',
  'eventstats',
  'streamstats',
  'chart',
  'timechart',
  'sistats',
  'tstats',
  'mstats',
  'geostats',
]);
const evaluating = new Set(['eval', 'where', 'fieldformat']);

export function completer(words: () => CompletionWords): (context: CompletionContext) => CompletionResult | null {
  return (context) => {
    const all = words();
    const { help, fields, names } = all;
    const before = context.state.doc.sliceString(0, context.pos);
    const value = /\b(index|sourcetype|host|source|eventtype|savedsearch)\s*=\s*("?)([^\s"|=]*)$/.exec(before);
    if (value !== null) {
      const [, field = '', quote = '', typed = ''] = value;
      const list = values[field]?.(all) ?? [];
      return { from: context.pos - typed.length, options: list.map((label) => valueCompletion(label, quote !== '')) };
    }
    const file = /(?:\||\[)\s*(lookup|inputlookup|outputlookup|savedsearch)\s+(?:\w+=\S+\s+)*"?([^\s"|=]*)$/i.exec(
      before,
    );
    if (file !== null) {
      const list = named[file[1]?.toLowerCase() ?? '']?.(names) ?? [];
      if (list.length > 0)
        return { from: context.pos - (file[2]?.length ?? 0), options: list.map((label) => ({ label, type: 'text' })) };
    }
    const macro = /`(\w*)$/.exec(before);
    if (macro !== null && (before.split('`').length - 1) % 2 === 1)
      return { from: context.pos - (macro[1]?.length ?? 0), options: names.macros.map(macroCompletion) };
    const command = /(?:\||\[)\s*(\w*)$/.exec(before);
    if (command !== null) {
      return {
        from: context.pos - (command[1]?.length ?? 0),
        options: help.filter((entry) => entry.kind === 'command').map((entry) => completionOf(entry, 'keyword')),
        validFor: /^\w*$/,
      };
    }
    const word = /[A-Za-z_][\w.]*$/.exec(before);
    if (word === null && !context.explicit) return null;
    const current = /(?:^|\||\[)\s*(\w+)[^|[\]]*$/.exec(before)?.[1]?.toLowerCase() ?? 'search';
    const entry = help.find((one) => one.kind === 'command' && one.name === current);
    const kind = aggregating.has(current) ? 'stats function' : evaluating.has(current) ? 'eval function' : undefined;
    return {
      from: context.pos - (word?.[0].length ?? 0),
      options: [
        ...fields.map((name): Completion => fieldCompletion(name)),
        ...(entry?.options ?? []).map((option): Completion => ({
          label: option.name,
          type: 'property',
          info: option.summary,
          boost: -1,
        })),
        ...help.filter((one) => one.kind === kind).map((one) => completionOf(one, 'function')),
        ...(kind === 'stats function' || current === 'top' || current === 'rare'
          ? [{ label: 'by', type: 'keyword' }]
          : []),
      ],
      validFor: /^[\w.]*$/,
    };
  };
}

/** In quotes unless it is plain, or they stand there already. */
function valueCompletion(label: string, isQuoted: boolean): Completion {
  const isPlain = /^[\w.:/-]+$/.test(label);
  const text = label.replaceAll('\\', '\\\\').replaceAll('"', '\\"');
  return { label, type: 'constant', ...(isPlain ? {} : { apply: isQuoted ? text : `"${text}"` }) };
}

function macroCompletion(macro: Names['macros'][number]): Completion {
  const list = macro.arguments.join(', ');
  return {
    label: macro.name,
    type: 'function',
    detail: list === '' ? '' : `(${list})`,
    apply: `${macro.name}${list === '' ? '' : `(${list})`}\``,
    info: () => cardOf([['code', macro.definition]]),
  };
}

function fieldCompletion(name: string): Completion {
  return { label: name, type: 'variable', boost: 1, ...(/^[\w.:]+$/.test(name) ? {} : { apply: `"${name}"` }) };
}

function completionOf(entry: HelpEntry, type: string): Completion {
  return {
    label: entry.name,
    type,
    detail: entry.kind === 'command' ? '' : '()',
    info: () => helpCard(entry),
    ...(type === 'function' ? { apply: `${entry.name}(` } : {}),
  };
}

/** Help beside the list: what it does, how it is written, one example. */
function helpCard(entry: HelpEntry): HTMLElement {
  const [example] = entry.examples;
  return cardOf([
    ['p', entry.summary],
    ['code', entry.syntax],
    ...(example === undefined
      ? []
      : ([
          ['small', example.explanation],
          ['code', example.search],
        ] as const)),
  ]);
}

/** Built from text, never from markup. */
function cardOf(parts: readonly (readonly [tag: string, text: string])[]): HTMLElement {
  const card = document.createElement('div');
  card.className = 'help-card';
  for (const [tag, text] of parts) {
    const element = document.createElement(tag);
    element.textContent = text;
    card.append(element);
  }
  return card;
}
