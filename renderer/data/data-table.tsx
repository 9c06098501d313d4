/** The plain table of the data page. */
import type { ReactNode } from 'react';

/** A head that begins with # is over numbers. */
export function DataTable({
  head,
  label,
  children,
}: {
  readonly head: readonly string[];
  readonly label: string;
  readonly children: ReactNode;
}) {
  return (
    <table className="plain-table" aria-label={label}>
      <thead>
        <tr>
          {head.map((text, i) => (
            <th
              key={i}
              className={text.startsWith('#') ? 'number' : undefined}
              {...(text === '' ? { 'aria-label': 'Actions' } : {})}
            >
              {text.replace('#', '')}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>{children}</tbody>
    </table>
  );
}

/** ISO 8601 without its T and fraction. */
export function day(time: string | null): string {
  return time === null ? '' : time.replace('T', ' ').slice(0, 19);
}
