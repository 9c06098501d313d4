/** One foldable group of settings. */
import { ChevronRight } from 'lucide-react';
import { useId, useState } from 'react';
import type { ReactNode } from 'react';
import type { PreviewResult } from '../../../src/protocol/index.ts';
import type { Correction } from '../correction.ts';

export interface PanelProps {
  readonly correction: Correction;
  readonly change: (part: Partial<Correction>) => void;
  readonly result?: PreviewResult | undefined;
}

export function Panel({
  title,
  summary,
  startsOpen = true,
  children,
}: {
  readonly title: string;
  /** Beside the title: what holds now, in a few words. */
  readonly summary?: string | undefined;
  readonly startsOpen?: boolean;
  readonly children: ReactNode;
}) {
  const [isOpen, setOpen] = useState(startsOpen);
  const id = useId();
  return (
    <section className="settings-panel">
      <button
        type="button"
        className="settings-panel-title"
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={() => setOpen(!isOpen)}
      >
        <ChevronRight size={14} aria-hidden />
        <span>{title}</span>
        {summary !== undefined && <span className="settings-panel-summary ellipsis">{summary}</span>}
      </button>
      <div id={id} className="settings-panel-body" hidden={!isOpen}>
        {children}
      </div>
    </section>
  );
}
