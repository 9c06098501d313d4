/** The expression of a calculated field (EVAL- in props.conf), outside of any search. */
import type { Column, Expression } from '../../plan/types.ts';
import type { CompileState } from '../compile-state.ts';
import type { Knowledge } from '../context.ts';
import { parsePipeline } from '../pipeline-parser.ts';
import { SearchError } from '../syntax/error.ts';
import { prepareSource } from '../syntax/source.ts';
import type { EvalExpression } from '../syntax/tree.ts';
import { lowerValue, scopeOf } from './expression.ts';

const noKnowledge: Knowledge = { macros: new Map(), savedSearches: new Map(), eventTypes: new Map(), tags: new Map() };

/** Reads columns of `columns` only; others are null. Throws SearchError. */
export function lowerCalculatedField(written: string, columns: readonly Column[]): Expression {
  const never = (): never => {
    throw new SearchError('A calculated field cannot hold a search.', { position: 0 });
  };
  const [, call] = parsePipeline(prepareSource(`| makeresults | eval x=${written}`, new Map(), false).text).commands;
  const assignments = (call?.arguments ?? []) as readonly { readonly expression: EvalExpression }[];
  const [first] = assignments;
  if (first === undefined || assignments.length > 1)
    throw new SearchError('This is not one expression.', { position: 0 });
  const state: CompileState = {
    typed: '',
    context: {
      now: Math.floor(Date.now() / 1000),
      timeZone: 'UTC',
      range: {},
      catalogue: { segments: [] },
      defaultIndexes: [],
      knowledge: noKnowledge,
      answers: new Map(),
      checkOnly: true,
    },
    effects: [],
    warnings: new Set(),
    limits: [],
    nextNeed: 0,
    presentation: 'events',
    suggestedChart: 'none',
    range: {},
    formats: new Map(),
    delimiters: new Map(),
    compileText: never,
    compilePipeline: never,
  };
  return lowerValue(first.expression, scopeOf(state, { node: { kind: 'scan', segments: [], columns }, order: [] }));
}
