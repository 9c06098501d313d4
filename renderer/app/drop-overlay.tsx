/** Covers the window while files are dragged over it. */
import { useEffect, useState } from 'react';
import { FileDown } from 'lucide-react';

export function DropOverlay() {
  const [isOver, setOver] = useState(false);
  useEffect(() => window.grotto.onDragChange(setOver), []);
  if (!isOver) return null;
  return (
    <div className="drop-overlay" role="status">
      <div className="drop-card">
        <FileDown size={28} aria-hidden />
        <strong>Drop to add data</strong>
        <span className="muted">
          Files and folders, as many as you like. Nothing is stored before you have seen it.
        </span>
      </div>
    </div>
  );
}
