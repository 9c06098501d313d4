/** The source types, saved and pretrained: their settings, which can be edited and applied to events that are there. */
import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { SourceTypeInfo } from '../../src/protocol/index.ts';
import { currentEngine } from '../app/engine.ts';
import { openSearch } from '../app/navigation.ts';
import { fieldTerm } from '../search/edit-search.ts';
import { formatCount } from '../ui/format.ts';
import { ConfirmDeletion } from './confirm-deletion.tsx';
import { DataTable } from './data-table.tsx';
import { ReapplyDialog } from './reapply-dialog.tsx';
import { SourceTypeDialog } from './source-type-dialog.tsx';
import { eventsOf, useDataSummary } from './summary-store.ts';

export function SourceTypesTab() {
  const summary = useDataSummary();
  const { sourceTypes } = summary;
  const [typed, setTyped] = useState('');
  const [edited, setEdited] = useState<SourceTypeInfo>();
  const [applied, setApplied] = useState<string>();
  const [deleted, setDeleted] = useState<string>();
  const found = sourceTypes
    .filter(({ name, description }) => `${name} ${description}`.toLowerCase().includes(typed.trim().toLowerCase()))
    .map((type) => ({ type, events: eventsOf(summary, type.name) }))
    .sort((a, b) => b.events - a.events);
  return (
    <>
      <TextInput
        className="data-filter"
        aria-label="Find a source type"
        placeholder={`Find one of ${sourceTypes.length} source types`}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      <DataTable head={['Name', 'Category', 'Description', '#Events', '#Settings', '']} label="Source types">
        {found.map(({ type, events }) => (
          <tr key={type.name}>
            <td>
              {events === 0 ? (
                type.name
              ) : (
                <button
                  type="button"
                  className="plain link"
                  onClick={() => openSearch(`index=* ${fieldTerm('sourcetype', type.name)}`)}
                >
                  {type.name}
                </button>
              )}
              {type.origin === 'saved' && <span className="muted"> (yours)</span>}
            </td>
            <td>{type.category}</td>
            <td>{type.description}</td>
            <td className="number">{formatCount(events)}</td>
            <td className="number">{formatCount(Object.keys(type.settings).length)}</td>
            <td className="number">
              {events > 0 && (
                <Button
                  variant="subtle"
                  size="compact-xs"
                  aria-label={`Apply to events of ${type.name}`}
                  onClick={() => setApplied(type.name)}
                >
                  Apply to events
                </Button>
              )}
              {type.origin === 'saved' && (
                <Button
                  variant="subtle"
                  color="red"
                  size="compact-xs"
                  aria-label={`Delete ${type.name}`}
                  onClick={() => setDeleted(type.name)}
                >
                  Delete
                </Button>
              )}
              <Button
                variant="subtle"
                size="compact-xs"
                aria-label={`Edit ${type.name}`}
                onClick={() => setEdited(type)}
              >
                Edit
              </Button>
            </td>
          </tr>
        ))}
      </DataTable>
      {found.length === 0 && <p className="muted data-foot">No source type has this in its name or description.</p>}
      {edited !== undefined && (
        <SourceTypeDialog
          type={edited}
          events={eventsOf(summary, edited.name)}
          onClose={() => setEdited(undefined)}
          onApply={() => {
            setEdited(undefined);
            setApplied(edited.name);
          }}
        />
      )}
      {deleted !== undefined && (
        <ConfirmDeletion
          title="Delete a source type"
          question={`Delete the saved settings of ${deleted}? Its events stay; the fields that its settings made are gone. A source type of this name that came with Grotto is there again.`}
          onDelete={() => currentEngine().call('sourcetype.delete', { name: deleted })}
          onClose={() => setDeleted(undefined)}
        />
      )}
      {applied !== undefined && <ReapplyDialog sourcetype={applied} onClose={() => setApplied(undefined)} />}
    </>
  );
}
