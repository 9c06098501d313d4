/** Asks the engine's parser about the text: colours and underlined problems come from the same tree that will run. */
import { linter, setDiagnostics } from '@codemirror/lint';
import type { Action, Diagnostic } from '@codemirror/lint';
import { StateEffect, StateField } from '@codemirror/state';
import type { Extension, Range } from '@codemirror/state';
import { Decoration, EditorView, ViewPlugin } from '@codemirror/view';
import type { DecorationSet, ViewUpdate } from '@codemirror/view';
import type { CheckResult, Problem } from '../../../src/protocol/index.ts';

export type Check = (text: string) => Promise<CheckResult>;

/** Pause after the last key, milliseconds. */
const pause = 60;

const setTokens = StateEffect.define<CheckResult['tokens']>();

const tokenColours = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(colours, transaction) {
    let next = colours.map(transaction.changes);
    for (const effect of transaction.effects) {
      if (effect.is(setTokens)) next = decorationsOf(effect.value, transaction.newDoc.length);
    }
    return next;
  },
  provide: (field) => EditorView.decorations.from(field),
});

function decorationsOf(tokens: CheckResult['tokens'], length: number): DecorationSet {
  const ranges: Range<Decoration>[] = [];
  for (const token of tokens) {
    if (token.end > token.start && token.end <= length) {
      ranges.push(Decoration.mark({ class: `token-${token.class}` }).range(token.start, token.end));
    }
  }
  return Decoration.set(ranges, true);
}

/** `onProblems` hears what is wrong with the text each time it was checked. */
export function checker(check: Check, onProblems: (problems: readonly Problem[]) => void): Extension {
  const plugin = ViewPlugin.fromClass(
    class {
      readonly #view: EditorView;
      #timer: ReturnType<typeof setTimeout> | undefined;
      #isGone = false;

      constructor(view: EditorView) {
        this.#view = view;
        this.#later(0);
      }

      update(update: ViewUpdate): void {
        if (update.docChanged) this.#later(pause);
      }

      destroy(): void {
        this.#isGone = true;
        clearTimeout(this.#timer);
      }

      #later(delay: number): void {
        clearTimeout(this.#timer);
        this.#timer = setTimeout(() => void this.#ask(), delay);
      }

      async #ask(): Promise<void> {
        const text = this.#view.state.doc.toString();
        const answer = await check(text).catch(() => undefined);
        // The text may have changed meanwhile: the next answer will fit it.
        if (answer === undefined || this.#isGone || this.#view.state.doc.toString() !== text) return;
        const problems = text.trim() === '' ? [] : answer.problems;
        this.#view.dispatch({ effects: setTokens.of(answer.tokens) });
        this.#view.dispatch(
          setDiagnostics(
            this.#view.state,
            problems.map((problem) => diagnosticOf(problem, text.length)),
          ),
        );
        onProblems(problems);
      }
    },
  );
  // The linter's own source is empty: it only brings the underlines and their tooltips.
  return [tokenColours, plugin, linter(null)];
}

function diagnosticOf(problem: Problem, length: number): Diagnostic {
  const from = Math.min(problem.position ?? 0, Math.max(0, length - 1));
  const to = Math.min(
    length,
    Math.max(from + 1, from + (problem.length ?? (problem.position === undefined ? length : 1))),
  );
  const { replacement } = problem;
  const actions: Action[] =
    replacement === undefined
      ? []
      : [
          {
            name: `Replace by ${replacement} (Alt+Enter)`,
            apply: (view, start, end) => view.dispatch({ changes: { from: start, to: end, insert: replacement } }),
          },
        ];
  return {
    from,
    to,
    severity: 'error',
    message: problem.hint === undefined ? problem.message : `${problem.message} ${problem.hint}`,
    actions,
  };
}
