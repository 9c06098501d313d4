/** Earlier searches, narrowed by what is typed; Enter takes the one that is marked. */
import { Modal, TextInput } from '@mantine/core';
import { useState } from 'react';
import { searchHistory } from '../history.ts';

interface Props {
  readonly onChoose: (search: string) => void;
  readonly onClose: () => void;
}

const most = 50;

export function HistorySearch({ onChoose, onClose }: Props) {
  const [words, setWords] = useState('');
  const [place, setPlace] = useState(0);
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
  const found = [...searchHistory()]
    .reverse()
    .filter((search) => wanted.every((word) => search.toLowerCase().includes(word)))
    .slice(0, most);
  const marked = Math.min(place, found.length - 1);
  const move = (by: number): void => setPlace(Math.max(0, Math.min(found.length - 1, marked + by)));
  return (
    <Modal opened onClose={onClose} title="Earlier searches" size="lg" transitionProps={{ duration: 0 }}>
      <TextInput
        aria-label="Words of an earlier search"
        placeholder="Words of an earlier search"
        data-autofocus
        value={words}
        onChange={(event) => {
          setWords(event.currentTarget.value);
          setPlace(0);
        }}
        onKeyDown={(event) => {
          if (event.key === 'ArrowDown') move(1);
          else if (event.key === 'ArrowUp') move(-1);
          else if (event.key === 'Enter' && found[marked] !== undefined) onChoose(found[marked]);
          else return;
          event.preventDefault();
        }}
      />
      <ul className="history-list" aria-label="Earlier searches">
        {found.map((search, i) => (
          <li key={search}>
            <button
              type="button"
              className="plain mono ellipsis"
              aria-current={i === marked ? 'true' : undefined}
              onClick={() => onChoose(search)}
            >
              {search}
            </button>
          </li>
        ))}
      </ul>
      {found.length === 0 && <p className="muted">No earlier search has these words.</p>}
    </Modal>
  );
}
