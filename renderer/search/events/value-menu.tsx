/** A field's value, and what a click on it can do. */
import { Menu } from '@mantine/core';
import { Copy, Minus, Plus, Search } from 'lucide-react';
import { fieldTerm, withTerm } from '../edit-search.ts';
import { runText, searchNow } from '../search-store.ts';

export function ValueMenu({
  field,
  value,
  withinPortal = true,
}: {
  readonly field: string;
  readonly value: string;
  /** False inside a popover, which would take a click elsewhere for one beside it. */
  readonly withinPortal?: boolean;
}) {
  const add = (term: string): void => void runText(withTerm(searchNow().ran?.text ?? searchNow().text, term));
  return (
    <Menu position="bottom-start" transitionProps={{ duration: 0 }} shadow="md" withinPortal={withinPortal}>
      <Menu.Target>
        <button type="button" className="plain value">
          {value === '' ? (
            <span className="muted">(empty)</span>
          ) : value.length > 300 ? (
            `${value.slice(0, 300)} ...`
          ) : (
            value
          )}
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<Plus size={13} />} onClick={() => add(fieldTerm(field, value))}>
          Include
        </Menu.Item>
        <Menu.Item leftSection={<Minus size={13} />} onClick={() => add(fieldTerm(field, value, true))}>
          Exclude
        </Menu.Item>
        <Menu.Item
          leftSection={<Search size={13} />}
          onClick={() => void runText(`index=* ${fieldTerm(field, value)}`)}
        >
          New search
        </Menu.Item>
        <Menu.Item leftSection={<Copy size={13} />} onClick={() => void navigator.clipboard.writeText(value)}>
          Copy value
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
