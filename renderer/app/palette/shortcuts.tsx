/** The keys: those of the actions from their table, and those of places where one types or reads. */
import { Modal } from '@mantine/core';
import { appActions } from '../../../src/protocol/index.ts';
import type { AppAction } from '../../../src/protocol/index.ts';
import { writtenKeys } from '../keys.ts';
import { closeOverlay } from '../overlays.ts';
import './palette.css';

interface Group {
  readonly title: string;
  readonly keys: readonly (readonly [keys: string, what: string])[];
}

const places: readonly Group[] = [
  {
    title: 'In the search bar',
    keys: [
      ['Enter', 'Run'],
      ['Shift+Enter', 'New line'],
      ['CmdOrCtrl+Space', 'Complete'],
      ['CmdOrCtrl+\\', 'Format over several lines'],
      ['CmdOrCtrl+/', 'Comment'],
      ['Alt+Enter', 'Put right what is underlined'],
      ['CmdOrCtrl+R', 'Find in earlier searches'],
      ['Up', 'Earlier search'],
      ['Alt+Left', 'To the pipe before'],
      ['Alt+Right', 'To the next pipe'],
      ['CmdOrCtrl+Shift+\\', 'To the matching bracket'],
    ],
  },
  {
    title: 'In lists and tables',
    keys: [
      ['Tab', 'Next control'],
      ['PageDown', 'A page on'],
      ['Escape', 'Close what is open'],
    ],
  },
];

export function Shortcuts() {
  const isMac = window.grotto.platform === 'darwin';
  const groups = [...new Set(appActions.map(({ group }) => group))].map((group): Group => ({
    title: group,
    keys: appActions
      .filter((action) => action.group === group)
      .flatMap((action: AppAction) => (action.keys === undefined ? [] : [[action.keys, action.label] as const])),
  }));
  return (
    <Modal opened onClose={closeOverlay} size={720} title="Keyboard shortcuts" transitionProps={{ duration: 0 }}>
      <div className="shortcuts">
        {[...groups, ...places]
          .filter(({ keys }) => keys.length > 0)
          .map(({ title, keys }) => (
            <section key={title}>
              <h3>{title}</h3>
              <dl>
                {keys.map(([pressed, what]) => (
                  <div key={pressed}>
                    <dt>{what}</dt>
                    <dd>
                      <kbd>{writtenKeys(pressed, isMac)}</kbd>
                    </dd>
                  </div>
                ))}
              </dl>
            </section>
          ))}
      </div>
    </Modal>
  );
}
