/** What a new user sees: what this is for, and the ways in. */
import { Button } from '@mantine/core';
import { ClipboardPaste, Compass, FileDown, FilePlus2, FlaskConical, FolderPlus } from 'lucide-react';
import { chooseFiles, chooseFolder } from '../import/choose.ts';
import { addSamples, startPasting } from '../import/wizard-store.ts';
import { useState } from 'react';
import type { Problem } from '../../src/protocol/index.ts';
import { ProblemNote, problemOf } from '../ui/notes.tsx';
import { showPage } from './navigation.ts';
import { startTour } from './tour/tour-store.ts';

export function EmptyState() {
  const open = (action: () => unknown): void => {
    showPage('import');
    void action();
  };
  const [isStarting, setStarting] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const tour = (): void => {
    setStarting(true);
    startTour()
      .catch((error: unknown) => setProblem(problemOf(error)))
      .finally(() => setStarting(false));
  };
  return (
    <div className="empty-state">
      <FileDown size={40} strokeWidth={1.25} className="empty-icon" aria-hidden />
      <h1>Drop a log or CSV file anywhere in this window</h1>
      <p className="muted">
        Grotto finds its source type, event breaks and timestamps, shows you what it found, and lets you correct it.
        Then search it with SPL and chart the answer. Nothing leaves this computer.
      </p>
      <div className="empty-actions">
        <Button leftSection={<FilePlus2 size={14} />} onClick={() => void chooseFiles()}>
          Choose files
        </Button>
        <Button variant="default" leftSection={<FolderPlus size={14} />} onClick={() => void chooseFolder()}>
          Choose a folder
        </Button>
        <Button variant="default" leftSection={<ClipboardPaste size={14} />} onClick={() => open(startPasting)}>
          Paste text
        </Button>
        <Button variant="default" leftSection={<FlaskConical size={14} />} onClick={() => open(addSamples)}>
          Try sample data
        </Button>
      </div>
      <Button
        className="empty-tour"
        variant="subtle"
        loading={isStarting}
        leftSection={<Compass size={14} />}
        onClick={tour}
      >
        New here? From a sample log to a chart in three steps
      </Button>
      {problem !== undefined && <ProblemNote problem={problem} />}
      <ol className="empty-steps">
        <li>
          <strong>Drop</strong>
          <span>CSV, access logs, syslog, JSON lines, or any text with a time in it.</span>
        </li>
        <li>
          <strong>Check</strong>
          <span>See every event with the time that was read, and why. Correct it beside the preview.</span>
        </li>
        <li>
          <strong>Ask</strong>
          <code>index=main | timechart span=1mon sum(&quot;Invoice Amount&quot;) by Department</code>
        </li>
      </ol>
    </div>
  );
}
