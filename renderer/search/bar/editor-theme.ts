/** The editor in the window's own colours. */
import { EditorView } from '@codemirror/view';

const classes = [
  'command',
  'function',
  'field',
  'string',
  'number',
  'operator',
  'keyword',
  'option',
  'macro',
  'comment',
  'pipe',
  'term',
];

export const editorTheme = EditorView.theme({
  '&': { fontSize: '13px', color: 'var(--text)', backgroundColor: 'var(--surface)' },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': { fontFamily: 'var(--font-mono)', lineHeight: '1.55', maxHeight: '232px' },
  '.cm-content': { padding: '6px 0', caretColor: 'var(--text)' },
  '.cm-line': { padding: '0 10px' },
  '.cm-cursor': { borderLeftColor: 'var(--text)' },
  '.cm-placeholder': { color: 'var(--text-faint)' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': {
    background: 'var(--accent-soft)',
  },
  '&.cm-focused .cm-matchingBracket': { background: 'var(--surface-hover)', outline: '1px solid var(--border-strong)' },
  '.cm-lintRange-error': {
    backgroundImage: 'none',
    textDecoration: 'underline wavy var(--bad)',
    textUnderlineOffset: '3px',
    textDecorationSkipInk: 'none',
  },
  '.cm-tooltip': {
    border: '1px solid var(--border-strong)',
    borderRadius: '4px',
    background: 'var(--surface-raised)',
    color: 'var(--text)',
    boxShadow: '0 4px 16px rgb(0 0 0 / 18%)',
  },
  '.cm-tooltip-autocomplete > ul': { fontFamily: 'var(--font-mono)', fontSize: '12px', maxHeight: '260px' },
  '.cm-tooltip-autocomplete > ul > li': { padding: '2px 8px' },
  '.cm-tooltip-autocomplete > ul > li[aria-selected]': { background: 'var(--accent)', color: 'var(--accent-text)' },
  '.cm-completionInfo': { padding: '8px 10px', maxWidth: '420px' },
  '.cm-diagnostic': { padding: '4px 8px', borderLeft: 'none' },
  '.cm-diagnosticAction': { background: 'var(--accent)', color: 'var(--accent-text)', borderRadius: '3px' },
  ...Object.fromEntries(classes.map((name) => [`.token-${name}`, { color: `var(--token-${name})` }])),
  '.token-command': { color: 'var(--token-command)', fontWeight: '600' },
  '.token-comment': { color: 'var(--token-comment)', fontStyle: 'italic' },
});
