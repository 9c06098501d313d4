/** What may stand at the caret: commands after a pipe, then options, functions and fields; values after index= and its like. */
import type { Completion, CompletionContext, CompletionResult } from '@codemirror/autocomplete';
import type { HelpEntry } from '../../../src/protocol/index.ts';

export interface CompletionWords {
  readonly help: readonly HelpEntry[];
  readonly fields: readonly string[];
  readonly indexes: readonly string[];
  readonly sourceTypes: readonly string[];
}

const values: Readonly<Record<string, keyof Pick<CompletionWords, 'indexes' | 'sourceTypes'>>> = {
  index: 'indexes',
  sourcetype: 'sourceTypes',
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
    const { help, fields, ...lists } = words();
    const before = context.state.doc.sliceString(0, context.pos);
    const value = /\b(index|sourcetype)\s*=\s*"?([\w.:-]*)$/.exec(before);
    if (value !== null) {
      const list = values[value[1] ?? ''];
      return list === undefined
        ? null
        : {
            from: context.pos - (value[2]?.length ?? 0),
            options: lists[list].map((label) => ({ label, type: 'constant' })),
          };
    }
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

/** Help beside the list: what it does, how it is written, one example. Built from text, never from markup. */
function helpCard(entry: HelpEntry): HTMLElement {
  const card = document.createElement('div');
  card.className = 'help-card';
  const add = (tag: string, text: string): void => {
    const element = document.createElement(tag);
    element.textContent = text;
    card.append(element);
  };
  add('p', entry.summary);
  add('code', entry.syntax);
  const [example] = entry.examples;
  if (example !== undefined) {
    add('small', example.explanation);
    add('code', example.search);
  }
  return card;
}
