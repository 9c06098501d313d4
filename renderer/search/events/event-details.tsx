/** An opened event: what can be done with it, its JSON as a tree, and all its fields. */
import { Button, Checkbox, CopyButton } from '@mantine/core';
import { Copy, FileSearch, TextSelect } from 'lucide-react';
import { useState } from 'react';
import type { Cell, ResultColumn } from '../../../src/protocol/index.ts';
import { formatTime } from '../../ui/format.ts';
import { ExtractDialog } from '../extract/extract-dialog.tsx';
import { JsonTree, jsonOf } from './json-tree.tsx';
import { toggleSelectedField, useSelectedFields } from './selected-fields.ts';
import { ShowSource } from './show-source.tsx';
import { ValueMenu } from './value-menu.tsx';

interface Props {
  readonly job: string;
  /** The event's row. */
  readonly index: number;
  readonly raw: string;
  readonly columns: readonly ResultColumn[];
  readonly cells: readonly Cell[];
  readonly timeZone: string;
}

const hidden = new Set(['_raw', '_time', '_indextime']);

export function EventDetails({ job, index, raw, columns, cells, timeZone }: Props) {
  const [isSourceShown, setSourceShown] = useState(false);
  const [isExtracting, setExtracting] = useState(false);
  const json = jsonOf(raw);
  const sourcetype = cells[columns.findIndex((column) => column.name === 'sourcetype')];
  const hasSource = columns.some((column, i) => column.name === 'source' && typeof cells[i] === 'string');
  return (
    <div className="event-details">
      <div className="event-actions">
        {hasSource && (
          <Button
            variant="default"
            size="compact-xs"
            leftSection={<FileSearch size={12} aria-hidden />}
            onClick={() => setSourceShown(true)}
          >
            Show source
          </Button>
        )}
        {typeof sourcetype === 'string' && (
          <Button
            variant="default"
            size="compact-xs"
            leftSection={<TextSelect size={12} aria-hidden />}
            onClick={() => setExtracting(true)}
          >
            Extract a field
          </Button>
        )}
        <CopyButton value={raw}>
          {({ copied, copy }) => (
            <Button variant="default" size="compact-xs" leftSection={<Copy size={12} aria-hidden />} onClick={copy}>
              {copied ? 'Copied' : 'Copy event'}
            </Button>
          )}
        </CopyButton>
      </div>
      {json !== undefined && <JsonTree value={json} />}
      <FieldTable columns={columns} cells={cells} timeZone={timeZone} />
      {isExtracting && typeof sourcetype === 'string' && (
        <ExtractDialog text={raw} sourcetype={sourcetype} onClose={() => setExtracting(false)} />
      )}
      {isSourceShown && (
        <ShowSource job={job} index={index} timeZone={timeZone} onClose={() => setSourceShown(false)} />
      )}
    </div>
  );
}

function FieldTable({ columns, cells, timeZone }: Pick<Props, 'columns' | 'cells' | 'timeZone'>) {
  const selected = useSelectedFields();
  return (
    <table className="event-fields" aria-label="Fields">
      <tbody>
        {columns.map((column, i) => {
          const value = cells[i] ?? null;
          if (value === null || hidden.has(column.name)) return null;
          return (
            <tr key={column.name}>
              <td>
                <Checkbox
                  size="xs"
                  aria-label={`Show ${column.name} below every event`}
                  checked={selected.includes(column.name)}
                  onChange={() => toggleSelectedField(column.name)}
                />
              </td>
              <th scope="row">{column.name}</th>
              <td>
                {column.type === 'time' && typeof value === 'number'
                  ? formatTime(value, timeZone)
                  : (Array.isArray(value) ? value : [String(value)]).map((one, j) => (
                      <div key={j}>
                        <ValueMenu field={column.name} value={one} />
                      </div>
                    ))}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
