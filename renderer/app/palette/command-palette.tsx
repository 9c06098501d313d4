/** Every action and everything the person has, by typing a part of its name. */
import { Modal } from '@mantine/core';
import { Search } from 'lucide-react';
import { useEffect, useId, useRef, useState } from 'react';
import type { KeyboardEvent } from 'react';
import { refreshLibrary } from '../../dashboards/library-store.ts';
import { closeOverlay } from '../overlays.ts';
import { usePaletteEntries } from './entries.ts';
import type { PaletteEntry } from './entries.ts';
import './palette.css';

export function CommandPalette() {
  const [typed, setTyped] = useState('');
  const [at, setAt] = useState(0);
  const entries = usePaletteEntries(typed);
  const list = useId();
  const chosen = entries[Math.min(at, entries.length - 1)];
  useEffect(() => void refreshLibrary().catch(() => undefined), []);

  const act = (entry: PaletteEntry | undefined): void => {
    if (entry === undefined) return;
    closeOverlay();
    entry.act();
  };
  const onKey = (event: KeyboardEvent): void => {
    const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 };
    const step = steps[event.key];
    if (event.key === 'Enter') act(chosen);
    else if (step !== undefined) setAt(Math.max(0, Math.min(entries.length - 1, at + step)));
    else return;
    event.preventDefault();
  };
  return (
    <Modal.Root opened onClose={closeOverlay} size={620} yOffset="10vh" transitionProps={{ duration: 0 }}>
      <Modal.Overlay />
      <Modal.Content aria-label="Command palette">
        <div className="palette-input">
          <Search size={14} aria-hidden />
          <input
            data-autofocus
            role="combobox"
            aria-label="Find an action, a search, a report, a dashboard"
            aria-expanded
            aria-controls={list}
            aria-activedescendant={chosen === undefined ? undefined : `${list}-${entries.indexOf(chosen)}`}
            placeholder="What do you want to do?"
            value={typed}
            onChange={(event) => {
              setTyped(event.currentTarget.value);
              setAt(0);
            }}
            onKeyDown={onKey}
          />
        </div>
        <ul id={list} role="listbox" aria-label="Found" className="palette-list">
          {entries.map((entry, i) => (
            <Entry
              key={entry.id}
              id={`${list}-${i}`}
              entry={entry}
              isChosen={entry === chosen}
              onPoint={() => setAt(i)}
              onAct={() => act(entry)}
            />
          ))}
        </ul>
        {entries.length === 0 && (
          <p className="palette-none muted">Nothing has this in its name. Press Escape to go back.</p>
        )}
      </Modal.Content>
    </Modal.Root>
  );
}

interface EntryProps {
  readonly id: string;
  readonly entry: PaletteEntry;
  readonly isChosen: boolean;
  readonly onPoint: () => void;
  readonly onAct: () => void;
}

function Entry({ id, entry, isChosen, onPoint, onAct }: EntryProps) {
  const line = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (isChosen) line.current?.scrollIntoView({ block: 'nearest' });
  }, [isChosen]);
  return (
    <li
      ref={line}
      id={id}
      role="option"
      aria-selected={isChosen}
      className="palette-entry"
      onMouseMove={onPoint}
      onClick={onAct}
    >
      <span className="palette-kind">{entry.kind}</span>
      <span className={entry.isCode === true ? 'ellipsis mono' : 'ellipsis'}>{entry.label}</span>
      {entry.keys !== undefined && <kbd>{entry.keys}</kbd>}
    </li>
  );
}
