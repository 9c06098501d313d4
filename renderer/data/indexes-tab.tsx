/** The indexes: what is in them, what they take, how long they are kept. */
import { Button } from '@mantine/core';
import { useState } from 'react';
import type { IndexInfo, Retention } from '../../src/protocol/index.ts';
import { openSearch } from '../app/navigation.ts';
import { fieldTerm } from '../search/edit-search.ts';
import { formatBytes, formatCount, formatCounted } from '../ui/format.ts';
import type { Deletion } from './confirm-deletion.tsx';
import { DataTable, day } from './data-table.tsx';
import { RetentionDialog } from './retention-dialog.tsx';
import { useStorage } from './storage-store.ts';

interface Props {
  readonly indexes: readonly IndexInfo[];
  readonly onDelete: (deletion: Deletion) => void;
}

export function IndexesTab({ indexes, onDelete }: Props) {
  const { disk, rules, removals } = useStorage();
  const [edited, setEdited] = useState<string>();
  return (
    <>
      <DataTable
        head={['Index', '#Events', '#Size read', '#On disk', 'First (UTC)', 'Last (UTC)', 'Source types', 'Kept', '']}
        label="Indexes"
      >
        {indexes.map((index) => (
          <tr key={index.index}>
            <td>
              <button type="button" className="plain link" onClick={() => openSearch(fieldTerm('index', index.index))}>
                {index.index}
              </button>
            </td>
            <td className="number">{formatCount(index.events)}</td>
            <td className="number">{formatBytes(index.bytes)}</td>
            <td className="number">
              {formatBytes(disk?.indexes.find((one) => one.index === index.index)?.bytes ?? 0)}
            </td>
            <td className="numbers">{day(index.firstTime)}</td>
            <td className="numbers">{day(index.lastTime)}</td>
            <td>{index.sourcetypes.join(', ')}</td>
            <td>
              <button type="button" className="plain link" onClick={() => setEdited(index.index)}>
                {ruleLabel(rules.find((rule) => rule.index === index.index))}
              </button>
            </td>
            <td className="number">
              <Button
                variant="subtle"
                color="red"
                size="compact-xs"
                onClick={() =>
                  onDelete({
                    question: `Delete the index ${index.index} with ${formatCounted(index.events, 'event')}?`,
                    params: { index: index.index },
                  })
                }
              >
                Delete
              </Button>
            </td>
          </tr>
        ))}
      </DataTable>
      {disk !== undefined && (
        <p className="muted data-foot numbers">
          The database takes {formatBytes(disk.databaseBytes)}, searches under way {formatBytes(disk.temporaryBytes)};{' '}
          {formatBytes(disk.freeBytes)} are free on the disk.
        </p>
      )}
      {removals.length > 0 && (
        <section aria-label="Removed by rule">
          <h2 className="data-heading">Removed by rule</h2>
          <ul className="data-removals">
            {removals.slice(0, 10).map(({ at, index, events, reason }, i) => (
              <li key={i}>
                <span className="numbers muted">{day(at)}</span> {formatCounted(events, 'event')} of {index}:{' '}
                {reason === 'age' ? 'older than its rule keeps them' : 'the index was larger than its rule allows'}
              </li>
            ))}
          </ul>
        </section>
      )}
      {edited !== undefined && (
        <RetentionDialog
          index={edited}
          rule={rules.find((rule) => rule.index === edited)}
          onClose={() => setEdited(undefined)}
        />
      )}
    </>
  );
}

function ruleLabel(rule: Retention | undefined): string {
  const { maxAgeDays = null, maxBytes = null } = rule ?? {};
  const parts = [
    ...(maxAgeDays === null ? [] : [formatCounted(maxAgeDays, 'day')]),
    ...(maxBytes === null ? [] : [`up to ${formatBytes(maxBytes)}`]),
  ];
  return parts.length === 0 ? 'for ever' : parts.join(', ');
}
