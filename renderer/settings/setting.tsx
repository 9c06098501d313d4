/** One choice: its name, what it does, and the control. */
import type { ReactNode } from 'react';

export function Setting({
  title,
  note,
  children,
}: {
  readonly title: string;
  readonly note: ReactNode;
  readonly children: ReactNode;
}) {
  return (
    <div className="setting">
      <div>
        <div className="setting-title">{title}</div>
        <div className="muted setting-note">{note}</div>
      </div>
      <div className="setting-control">{children}</div>
    </div>
  );
}
