/** The command at the caret in one line, and all there is to say of it on request. */
import { Popover, VisuallyHidden } from '@mantine/core';
import { useState } from 'react';
import type { HelpEntry } from '../../../src/protocol/index.ts';

interface Props {
  readonly entry: HelpEntry;
  /** An example takes the place of what is typed. */
  readonly onTry: (search: string) => void;
}

export function CommandHelp({ entry, onTry }: Props) {
  const [isOpen, setOpen] = useState(false);
  return (
    <Popover
      opened={isOpen}
      onChange={setOpen}
      position="bottom-start"
      width={560}
      shadow="md"
      trapFocus
      withRoles={false}
      transitionProps={{ duration: 0 }}
    >
      <Popover.Target>
        <button
          type="button"
          className="plain command-line ellipsis"
          aria-expanded={isOpen}
          onClick={() => setOpen(!isOpen)}
        >
          <VisuallyHidden>Help on {entry.name}: </VisuallyHidden>
          <code>{entry.syntax}</code> <span>{entry.summary}</span>
        </button>
      </Popover.Target>
      <Popover.Dropdown role="dialog" aria-label={`The command ${entry.name}`}>
        <div className="help-card command-help">
          <strong>{entry.name}</strong>
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
              <button
                type="button"
                className="plain"
                title="Put into the search bar"
                onClick={() => {
                  setOpen(false);
                  onTry(example.search);
                }}
              >
                <code>{example.search}</code>
              </button>
            </div>
          ))}
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}
