/** Every import, which can be undone. */
import { Button } from '@mantine/core';
import { useState } from 'react';
import type { ImportInfo } from '../../src/protocol/index.ts';
import { openSearch } from '../app/navigation.ts';
import { fieldTerm } from '../search/edit-search.ts';
import { formatBytes, formatCount, formatCounted } from '../ui/format.ts';
import type { Deletion } from './confirm-deletion.tsx';
import { DataTable, day } from './data-table.tsx';
import { RereadDialog } from './reread-dialog.tsx';

interface Props {
  readonly imports: readonly ImportInfo[];
  readonly onDelete: (deletion: Deletion) => void;
}

export function ImportsTab({ imports, onDelete }: Props) {
  const [reread, setReread] = useState<ImportInfo>();
  return (
    <>
      <DataTable
        head={['File', 'Index', 'Source type', '#Events', '#Rejected', '#Without time', '#Size', 'Imported (UTC)', '']}
        label="Imports"
      >
        {imports.map((one) => (
          <tr key={one.importId}>
            <td title={one.file} className="file-cell">
              <button
                type="button"
                className="plain link ellipsis"
                onClick={() => openSearch(`${fieldTerm('index', one.index)} ${fieldTerm('source', one.file)}`)}
              >
                {one.file.split(/[\\/]/).at(-1)}
              </button>
            </td>
            <td>{one.index}</td>
            <td>{one.sourcetype}</td>
            <td className="number">{formatCount(one.events)}</td>
            <td className="number">
              {one.rejected === 0 ? (
                '0'
              ) : (
                <button
                  type="button"
                  className="plain link"
                  aria-label={`${formatCounted(one.rejected, 'rejected record')} of ${one.file}`}
                  onClick={() => openSearch(`index=_rejected ${fieldTerm('source', one.file)}`)}
                >
                  {formatCount(one.rejected)}
                </button>
              )}
            </td>
            <td className="number">{formatCount(one.untimed)}</td>
            <td className="number">{formatBytes(one.bytes)}</td>
            <td className="numbers">{day(one.at)}</td>
            <td className="number">
              {one.rejected > 0 && (
                <Button variant="subtle" size="compact-xs" onClick={() => setReread(one)}>
                  Read rejected again
                </Button>
              )}
              <Button
                variant="subtle"
                color="red"
                size="compact-xs"
                onClick={() =>
                  onDelete({
                    question: `Undo this import: delete its ${formatCounted(one.events, 'event')} from ${one.index}?`,
                    params: { importId: one.importId },
                  })
                }
              >
                Undo
              </Button>
            </td>
          </tr>
        ))}
      </DataTable>
      {reread !== undefined && <RereadDialog of={reread} onClose={() => setReread(undefined)} />}
    </>
  );
}
