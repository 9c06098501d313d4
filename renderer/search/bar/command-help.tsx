/** The command at the caret: in one line below the bar, and all there is to say of it in a panel beside the results. */
import { ActionIcon, VisuallyHidden } from '@mantine/core';
import { PanelRightClose, PanelRightOpen } from 'lucide-react';
import { z } from 'zod';
import type { HelpEntry } from '../../../src/protocol/index.ts';
import { createKeptStore } from '../../ui/kept.ts';
import { useStore } from '../../ui/store.ts';

const isOpen = createKeptStore('grotto.help-panel', z.boolean(), false);

export function useHelpPanel(): boolean {
  return useStore(isOpen);
}

export function CommandLine({ entry }: { readonly entry: HelpEntry }) {
  const isShown = useHelpPanel();
  const Icon = isShown ? PanelRightClose : PanelRightOpen;
  return (
    <button
      type="button"
      className="plain command-line"
      aria-expanded={isShown}
      title={isShown ? 'Close the help' : 'Options and examples beside the results'}
      onClick={() => isOpen.set(!isShown)}
    >
      <VisuallyHidden>Help on {entry.name}: </VisuallyHidden>
      <span className="command-summary ellipsis">{entry.summary}</span>
      <code className="ellipsis">{entry.syntax}</code>
      <Icon size={13} aria-hidden />
    </button>
  );
}

interface Props {
  /** Undefined where the caret is in no command. */
  readonly entry: HelpEntry | undefined;
  /** An example takes the place of what is typed. */
  readonly onTry: (search: string) => void;
}

export function CommandPanel({ entry, onTry }: Props) {
  return (
    <aside className="help-panel" aria-label={entry === undefined ? 'Help' : `The command ${entry.name}`}>
      <header>
        <strong className="mono">{entry?.name ?? 'Help'}</strong>
        <ActionIcon size={20} aria-label="Close the help" onClick={() => isOpen.set(false)}>
          <PanelRightClose size={13} />
        </ActionIcon>
      </header>
      {entry === undefined ? (
        <p className="muted">Put the caret into a command: what it does, its options and examples stand here.</p>
      ) : (
        <CommandText entry={entry} onTry={onTry} />
      )}
    </aside>
  );
}

function CommandText({ entry, onTry }: { readonly entry: HelpEntry; readonly onTry: Props['onTry'] }) {
  return (
    <div className="help-card command-help">
      <p>{entry.summary}</p>
      <code>{entry.syntax}</code>
      {entry.options.length > 0 && (
        <dl>
          {entry.options.map((option) => (
            <div key={option.name}>
              <dt className="mono">{option.name}</dt>
              <dd>{option.summary}</dd>
            </div>
          ))}
        </dl>
      )}
      {entry.examples.map((example) => (
        <div key={example.search}>
          <small>{example.explanation}</small>
          <button type="button" className="plain" title="Put into the search bar" onClick={() => onTry(example.search)}>
            <code>{example.search}</code>
          </button>
        </div>
      ))}
    </div>
  );
}
