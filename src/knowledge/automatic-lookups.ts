/** LOOKUP- of a source type: fields of a lookup's rows beside events, without a command in the search. */
import { call, convert, isNotNull, nothing, text, when } from '../plan/expression.ts';
import type { Column, Expression } from '../plan/types.ts';
import { parsePipeline } from '../spl/pipeline-parser.ts';
import { prepareSource } from '../spl/syntax/source.ts';
import type { Name } from '../spl/syntax/tree.ts';

export interface AutomaticLookup {
  /** As the setting names it: a stanza of transforms.conf, or a file. */
  readonly name: string;
  readonly keys: readonly { readonly theirs: string; readonly ours: string }[];
  /** Empty: all that are no keys, under their own names. */
  readonly outputs: readonly { readonly theirs: string; readonly ours: string }[];
  readonly onlyMissing: boolean;
}

/** A lookup's rows, in a table of the running search. */
export interface LoadedLookup {
  readonly table: string;
  readonly columns: readonly Column[];
}

interface Pair {
  readonly theirs: Name;
  readonly ours: Name;
}

/** Written as behind the lookup command. Throws SearchError. */
export function parseAutomaticLookup(setting: string): AutomaticLookup {
  const [, command] = parsePipeline(prepareSource(`| makeresults | lookup ${setting}`, new Map(), false).text).commands;
  const { name, keys, outputs, mode } = command?.arguments as {
    readonly name: Name;
    readonly keys: readonly Pair[];
    readonly outputs: readonly Pair[];
    readonly mode: string;
  };
  const plain = (pairs: readonly Pair[]): AutomaticLookup['keys'] =>
    pairs.map(({ theirs, ours }) => ({ theirs: theirs.text, ours: ours.text }));
  return { name: name.text, keys: plain(keys), outputs: plain(outputs), onlyMissing: mode === 'OUTPUTNEW' };
}

/** The fields that it gives. OUTPUT clears a field where no row matches; OUTPUTNEW keeps one that is there. */
export function lookedUp(
  lookup: AutomaticLookup,
  loaded: LoadedLookup,
  fields: ReadonlyMap<string, Expression>,
): { readonly name: string; readonly value: Expression }[] {
  const names = loaded.columns.filter((one) => one.hidden !== true).map((one) => one.name);
  const place = (name: string): Expression => {
    const found = names.indexOf(name);
    if (found < 0) throw new Error(`The lookup ${lookup.name} has no field ${name}. Its fields: ${names.join(', ')}.`);
    return text(String(found));
  };
  const match = lookup.keys.flatMap(({ theirs, ours }) => {
    const value = fields.get(ours);
    return [place(theirs), value === undefined ? nothing() : convert(value, 'string')];
  });
  const outputs =
    lookup.outputs.length > 0
      ? lookup.outputs
      : names
          .filter((name) => !lookup.keys.some(({ theirs }) => theirs === name))
          .map((name) => ({ theirs: name, ours: name }));
  return outputs.map(({ theirs, ours }) => {
    const value = call(
      'lookupValue',
      'string',
      text(loaded.table),
      text(String(names.length)),
      place(theirs),
      ...match,
    );
    const before = lookup.onlyMissing ? fields.get(ours) : undefined;
    return {
      name: ours,
      value:
        before === undefined
          ? value
          : when([{ when: isNotNull(before), then: before }], convert(value, before.type), before.type),
    };
  });
}
