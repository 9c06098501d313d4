/** Every setting that holds, and any other that the person adds under its props.conf name. */
import { ActionIcon, Button, TextInput } from '@mantine/core';
import { X } from 'lucide-react';
import { useState } from 'react';
import type { Settings } from '../../../src/protocol/index.ts';
import { Panel } from './panel.tsx';
import type { PanelProps } from './panel.tsx';

export function MorePanel({ correction, change, effective }: PanelProps & { readonly effective: Settings }) {
  const { more } = correction;
  const [key, setKey] = useState('');
  const [value, setValue] = useState('');
  const rows = Object.entries({ ...effective, ...more });
  const add = (): void => {
    change({ more: { ...more, [key.trim()]: value } });
    setKey('');
    setValue('');
  };
  return (
    <Panel title="All settings" summary={`${rows.length}`} startsOpen={false}>
      <table className="plain-table settings-table">
        <tbody>
          {rows.map(([name, text]) => (
            <tr key={name}>
              <td className="mono">{name}</td>
              <td className="mono">{text}</td>
              <td>
                {name in more && (
                  <ActionIcon
                    size="xs"
                    aria-label={`Remove ${name}`}
                    onClick={() =>
                      change({ more: Object.fromEntries(Object.entries(more).filter(([other]) => other !== name)) })
                    }
                  >
                    <X size={12} />
                  </ActionIcon>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <form
        className="settings-add"
        onSubmit={(event) => {
          event.preventDefault();
          if (key.trim() !== '') add();
        }}
      >
        <TextInput
          aria-label="Setting"
          placeholder="SETTING"
          value={key}
          onChange={(event) => setKey(event.currentTarget.value)}
        />
        <TextInput
          aria-label="Value"
          placeholder="value"
          value={value}
          onChange={(event) => setValue(event.currentTarget.value)}
        />
        <Button type="submit" variant="default" disabled={key.trim() === ''}>
          Add
        </Button>
      </form>
    </Panel>
  );
}
