/** The fields of the events that were found; a click shows one's values. */
import { Loader, Popover, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { FieldSummary, SearchState } from '../../../src/protocol/index.ts';
import { formatCount, formatCounted, formatShare } from '../../ui/format.ts';
import { FieldPanel } from './field-panel.tsx';
import { useFields } from './fields-hook.ts';
import { useSelectedFields } from './selected-fields.ts';

/** A field that fewer of the events have is listed last. */
const interesting = 0.2;
/** More fields than this can be narrowed by name. */
const fewFields = 12;

export function FieldsSidebar({ state }: { readonly state: SearchState }) {
  const fields = useFields(state);
  const selected = useSelectedFields();
  const [filter, setFilter] = useState('');
  const [open, setOpen] = useState<{ readonly job: string; readonly field: string }>();
  const known = (fields?.fields ?? []).filter((field) => !field.name.startsWith('_') && field.count > 0);
  const shown = known.filter((field) => field.name.toLowerCase().includes(filter.trim().toLowerCase()));
  const others = shown.filter((field) => !selected.includes(field.name)).sort((a, b) => a.name.localeCompare(b.name));
  const total = fields?.eventCount ?? 0;
  const groups = [
    { title: 'Selected fields', fields: shown.filter((field) => selected.includes(field.name)) },
    { title: 'Interesting fields', fields: others.filter((field) => field.count >= total * interesting) },
    { title: 'In few events', fields: others.filter((field) => field.count < total * interesting) },
  ];
  return (
    <aside className="fields-sidebar" aria-label="Fields">
      {fields === undefined && <Loader size={14} aria-label="Counting the fields" />}
      {fields?.isPart === true && (
        <p className="muted numbers fields-part" role="status">
          of the newest {formatCounted(total, 'event')}, counting ...
        </p>
      )}
      {known.length > fewFields && (
        <TextInput
          className="field-filter"
          aria-label="Find a field"
          placeholder={`Find one of ${known.length} fields`}
          value={filter}
          onChange={(event) => setFilter(event.currentTarget.value)}
        />
      )}
      {groups.map(
        (group) =>
          group.fields.length > 0 && (
            <section key={group.title}>
              <h2>{group.title}</h2>
              {group.fields.map((field) => (
                <FieldEntry
                  key={field.name}
                  job={state.job}
                  field={field}
                  total={total}
                  isOpen={open?.job === state.job && open.field === field.name}
                  onOpen={(isOpen) => setOpen(isOpen ? { job: state.job, field: field.name } : undefined)}
                />
              ))}
            </section>
          ),
      )}
    </aside>
  );
}

const letters = { string: 'a', number: '#', boolean: 'b', time: 't', multivalue: '≡' } as const;

interface EntryProps {
  readonly job: string;
  readonly field: FieldSummary;
  readonly total: number;
  readonly isOpen: boolean;
  readonly onOpen: (isOpen: boolean) => void;
}

function FieldEntry({ job, field, total, isOpen, onOpen }: EntryProps) {
  return (
    <Popover
      opened={isOpen}
      onChange={onOpen}
      position="right-start"
      width={400}
      shadow="md"
      trapFocus
      withRoles={false}
      transitionProps={{ duration: 0 }}
    >
      <Popover.Target>
        <button type="button" className="field-name" aria-expanded={isOpen} onClick={() => onOpen(!isOpen)}>
          <span className="field-type" title={field.type}>
            {letters[field.type]}
          </span>
          <span className="ellipsis">{field.name}</span>
          <span
            className="field-count numbers"
            title={`${formatCounted(field.distinct, 'distinct value')}, in ${formatShare(field.count, total)} of the events`}
          >
            {formatCount(field.distinct)}
          </span>
          {field.count < total && (
            <span className="field-coverage" aria-hidden>
              <span style={{ width: `${(field.count / total) * 100}%` }} />
            </span>
          )}
        </button>
      </Popover.Target>
      <Popover.Dropdown role="dialog" aria-label={`Values of ${field.name}`}>
        <FieldPanel job={job} field={field} total={total} onClose={() => onOpen(false)} />
      </Popover.Dropdown>
    </Popover>
  );
}
