/** What a new user sees: what this is for, and the ways in. */
import { Button } from '@mantine/core';
import { ClipboardPaste, FileDown, FilePlus2, FlaskConical, FolderPlus } from 'lucide-react';
import { chooseFiles, chooseFolder } from '../import/choose.ts';
import { addSamples, startPasting } from '../import/wizard-store.ts';
import { showPage } from './navigation.ts';

export function EmptyState() {
  const open = (action: () => unknown): void => {
    showPage('import');
    void action();
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
