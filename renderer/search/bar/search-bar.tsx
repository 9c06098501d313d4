/** The search bar: CodeMirror with the engine's own parser behind its colours, underlines and completion. */
import {
  acceptCompletion,
  autocompletion,
  closeBrackets,
  closeBracketsKeymap,
  closeCompletion,
  completionKeymap,
  completionStatus,
  moveCompletionSelection,
  selectedCompletion,
  startCompletion,
} from '@codemirror/autocomplete';
import { cursorMatchingBracket, defaultKeymap, history, historyKeymap, insertNewline } from '@codemirror/commands';
import { bracketMatching } from '@codemirror/language';
import { EditorState, Prec } from '@codemirror/state';
import { EditorView, keymap, placeholder } from '@codemirror/view';
import { useEffect, useRef } from 'react';
import type { Problem } from '../../../src/protocol/index.ts';
import { cspNonce } from '../../app/csp-nonce.ts';
import { formatted, startsOfSteps } from '../edit-search.ts';
import { searchHistory } from '../history.ts';
import { registerSearchBar } from '../search-focus.ts';
import { checker } from './checker.ts';
import type { Check } from './checker.ts';
import { completer } from './completion.ts';
import type { CompletionWords } from './completion.ts';
import { editorTheme } from './editor-theme.ts';

export interface SearchBarProps {
  readonly text: string;
  readonly words: CompletionWords;
  readonly check: Check;
  readonly onChange: (text: string) => void;
  readonly onRun: () => void;
  /** The word at the start of the step with the caret, whatever it is. */
  readonly onCommand: (name: string) => void;
  readonly onHistory: () => void;
  readonly onProblems: (problems: readonly Problem[]) => void;
}

export function SearchBar(props: SearchBarProps) {
  const place = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView | undefined>(undefined);
  // The editor lives longer than any one render: it reads the latest properties from here.
  const latest = useRef(props);
  latest.current = props;

  useEffect(() => {
    if (place.current === null) return;
    const editor = new EditorView({ parent: place.current, state: newState(latest) });
    view.current = editor;
    editor.focus();
    const unregister = registerSearchBar(() => {
      editor.focus();
      editor.dispatch({ selection: { anchor: 0, head: editor.state.doc.length } });
    });
    return () => {
      unregister();
      editor.destroy();
    };
  }, []);

  useEffect(() => {
    const editor = view.current;
    if (editor === undefined || editor.state.doc.toString() === props.text) return;
    replaceText(editor, props.text);
  }, [props.text]);

  return <div className="search-bar" ref={place} />;
}

function replaceText(editor: EditorView, text: string): void {
  editor.dispatch({
    changes: { from: 0, to: editor.state.doc.length, insert: text },
    selection: { anchor: text.length },
  });
}

function newState(latest: { readonly current: SearchBarProps }): EditorState {
  let problems: readonly Problem[] = [];
  /** How many searches back the text shown is; 0: the one being typed. */
  let back = 0;
  const fromHistory = (editor: EditorView, step: number): boolean => {
    const all = searchHistory();
    const text = editor.state.doc.toString();
    const isShown = back > 0 && all[all.length - back] === text;
    // Within a typed search the arrow keys move the caret.
    if (!isShown && (step < 0 || text.includes('\n') || (text !== '' && all.at(-1) !== text))) return false;
    if (!isShown) back = text === '' ? 0 : 1;
    back = Math.min(all.length, Math.max(0, back + step));
    replaceText(editor, back === 0 ? '' : (all[all.length - back] ?? ''));
    return true;
  };
  const fix = (editor: EditorView): boolean => {
    const problem = problems.find((one) => one.replacement !== undefined && one.position !== undefined);
    if (problem?.position === undefined || problem.replacement === undefined) return false;
    const to = Math.min(editor.state.doc.length, problem.position + (problem.length ?? 0));
    editor.dispatch({ changes: { from: problem.position, to, insert: problem.replacement } });
    return true;
  };
  return EditorState.create({
    doc: latest.current.text,
    extensions: [
      Prec.highest(
        keymap.of([
          { key: 'Tab', run: acceptFirst },
          { key: 'Shift-Enter', run: insertNewline },
          { key: 'Alt-Enter', run: fix },
          {
            key: 'Ctrl-\\',
            run: (editor) => {
              replaceText(editor, formatted(editor.state.doc.toString()));
              return true;
            },
          },
          { key: 'Ctrl-/', run: toggleComment },
          { key: 'Alt-ArrowLeft', run: (editor) => toPipe(editor, -1) },
          { key: 'Alt-ArrowRight', run: (editor) => toPipe(editor, 1) },
          { key: 'Ctrl-Shift-\\', run: cursorMatchingBracket },
          { key: 'Ctrl-Space', run: startCompletion },
          {
            key: 'Ctrl-r',
            run: () => {
              latest.current.onHistory();
              return true;
            },
          },
        ]),
      ),
      keymap.of([
        ...closeBracketsKeymap,
        ...completionKeymap,
        {
          key: 'Enter',
          run: (editor) => {
            closeCompletion(editor);
            latest.current.onRun();
            return true;
          },
        },
        { key: 'ArrowUp', run: (editor) => fromHistory(editor, 1) },
        { key: 'ArrowDown', run: (editor) => fromHistory(editor, -1) },
        ...defaultKeymap,
        ...historyKeymap,
      ]),
      history(),
      bracketMatching(),
      closeBrackets(),
      autocompletion({
        override: [completer(() => latest.current.words)],
        icons: false,
        selectOnOpen: false,
        interactionDelay: 0,
      }),
      checker(
        (text) => latest.current.check(text),
        (found) => {
          problems = found;
          latest.current.onProblems(found);
        },
      ),
      EditorView.lineWrapping,
      EditorView.contentAttributes.of({ 'aria-label': 'Search' }),
      placeholder('Search, such as  index=main error | stats count by host'),
      EditorView.cspNonce.of(cspNonce),
      editorTheme,
      EditorView.updateListener.of((update) => {
        if (update.docChanged) latest.current.onChange(update.state.doc.toString());
        if (update.docChanged || update.selectionSet) latest.current.onCommand(commandAt(update.state));
      }),
    ],
  });
}

/** The caret behind the next pipe, or behind the one before; at the ends of the text where there is none. */
function toPipe(editor: EditorView, direction: 1 | -1): boolean {
  const text = editor.state.doc.toString();
  const { head } = editor.state.selection.main;
  const starts = [0, ...startsOfSteps(text), text.length];
  const next = direction > 0 ? starts.find((at) => at > head) : starts.findLast((at) => at < head);
  if (next !== undefined) editor.dispatch({ selection: { anchor: next }, scrollIntoView: true });
  return true;
}

function commandAt(state: EditorState): string {
  const before = state.doc.sliceString(0, state.selection.main.head);
  const after = state.doc.sliceString(state.selection.main.head);
  const start = Math.max(before.lastIndexOf('|'), before.lastIndexOf('[')) + 1;
  // The caret may stand within the command's own word.
  return /^\s*(\w*)/.exec(`${before.slice(start)}${/^\w*/.exec(after)?.[0] ?? ''}`)?.[1]?.toLowerCase() ?? '';
}

/** Tab takes the proposal that is chosen, else the first; Enter runs the search unless one was chosen by the arrow keys. */
function acceptFirst(editor: EditorView): boolean {
  if (completionStatus(editor.state) !== 'active') return false;
  if (selectedCompletion(editor.state) === null) moveCompletionSelection(true)(editor);
  return acceptCompletion(editor);
}

/** Puts ``` around the selection or the line with the caret, or takes it away. */
function toggleComment(editor: EditorView): boolean {
  const { main } = editor.state.selection;
  const line = editor.state.doc.lineAt(main.head);
  const { from, to } = main.empty ? line : main;
  const text = editor.state.doc.sliceString(from, to);
  const inner = /^```\s?([\s\S]*?)\s?```$/.exec(text)?.[1];
  editor.dispatch({ changes: { from, to, insert: inner ?? `\`\`\` ${text} \`\`\`` } });
  return true;
}
