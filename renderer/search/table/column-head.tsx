/** A column's head: sorting by a click, its look in a menu, its width by a handle. */
import { Menu } from '@mantine/core';
import { ArrowDown, ArrowUp, Check, ChevronDown } from 'lucide-react';
import type { PointerEvent as ReactPointerEvent } from 'react';
import type { ResultColumn } from '../../../src/protocol/index.ts';
import type { Sort } from '../pages-hook.ts';
import { pinTo, setLook, useLooks } from './column-look.ts';
import type { NumberFormat } from './column-look.ts';

interface Props {
  readonly column: ResultColumn;
  readonly sort: Sort | undefined;
  /** Characters. */
  readonly width: number;
  readonly style: React.CSSProperties | undefined;
  readonly onSort: (sort: Sort | undefined) => void;
}

const formats: readonly { readonly format: NumberFormat; readonly label: string }[] = [
  { format: 'grouped', label: '1,234.5' },
  { format: 'plain', label: '1234.5' },
  { format: 'rounded', label: '1,234.50' },
  { format: 'percent', label: '12.50 %' },
  { format: 'bytes', label: '1.2 KB' },
  { format: 'seconds', label: '1 min 05 s' },
];

const shades = [
  { shade: 'bars', on: 'Bars in the cells', off: 'No bars' },
  { shade: 'heat', on: 'Heat in the cells', off: 'No heat' },
] as const;

const narrowest = 5;
const widest = 200;

export function ColumnHead({ column, sort, width, style, onSort }: Props) {
  const mine = sort?.column === column.name ? sort : undefined;
  const click = (): void =>
    onSort(
      mine === undefined
        ? { column: column.name, descending: true }
        : mine.descending
          ? { column: column.name, descending: false }
          : undefined,
    );
  return (
    <span
      role="columnheader"
      className={column.type === 'number' ? 'cell-number' : undefined}
      style={style}
      aria-sort={mine === undefined ? 'none' : mine.descending ? 'descending' : 'ascending'}
    >
      <button type="button" className="plain ellipsis" title={`Sort by ${column.name}`} onClick={click}>
        <span className="ellipsis">{column.name}</span>
        {mine !== undefined && (mine.descending ? <ArrowDown size={11} /> : <ArrowUp size={11} />)}
      </button>
      <LookMenu column={column} onSort={onSort} />
      <Handle name={column.name} width={width} />
    </span>
  );
}

function LookMenu({ column, onSort }: Pick<Props, 'column' | 'onSort'>) {
  const { columns, pinnedTo } = useLooks();
  const look = columns[column.name] ?? {};
  const isPinned = pinnedTo === column.name;
  return (
    <Menu position="bottom-end" transitionProps={{ duration: 0 }} shadow="md">
      <Menu.Target>
        <button type="button" className="plain column-menu" aria-label={`Options of ${column.name}`}>
          <ChevronDown size={11} aria-hidden />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => onSort({ column: column.name, descending: false })}>Sort ascending</Menu.Item>
        <Menu.Item onClick={() => onSort({ column: column.name, descending: true })}>Sort descending</Menu.Item>
        <Menu.Item onClick={() => pinTo(isPinned ? undefined : column.name)}>
          {isPinned ? 'Unpin' : 'Keep in view up to here'}
        </Menu.Item>
        {column.type === 'number' && (
          <>
            {shades.map(({ shade, on, off }) => (
              <Menu.Item
                key={shade}
                onClick={() => setLook(column.name, { shade: look.shade === shade ? undefined : shade })}
              >
                {look.shade === shade ? off : on}
              </Menu.Item>
            ))}
            <Menu.Label>Write numbers as</Menu.Label>
            {formats.map(({ format, label }) => (
              <Menu.Item
                key={format}
                leftSection={
                  (look.format ?? 'grouped') === format ? <Check size={12} /> : <span className="no-check" />
                }
                onClick={() => setLook(column.name, { format })}
              >
                {label}
              </Menu.Item>
            ))}
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}

function Handle({ name, width }: { readonly name: string; readonly width: number }) {
  const resize = (next: number): void =>
    setLook(name, { width: Math.round(Math.min(widest, Math.max(narrowest, next))) });
  const drag = (down: ReactPointerEvent<HTMLElement>): void => {
    down.preventDefault();
    const head = down.currentTarget.parentElement;
    const started = head?.getBoundingClientRect().width ?? 0;
    if (started === 0) return;
    const character = started / width;
    const move = (event: PointerEvent): void => resize((started + event.clientX - down.clientX) / character);
    const stop = (): void => {
      window.removeEventListener('pointermove', move);
      window.removeEventListener('pointerup', stop);
    };
    window.addEventListener('pointermove', move);
    window.addEventListener('pointerup', stop);
  };
  return (
    <span
      className="column-handle"
      role="separator"
      aria-orientation="vertical"
      aria-label={`Width of ${name}`}
      aria-valuenow={width}
      tabIndex={0}
      onPointerDown={drag}
      onKeyDown={(event) => {
        if (event.key === 'ArrowLeft') resize(width - 2);
        else if (event.key === 'ArrowRight') resize(width + 2);
      }}
    />
  );
}
