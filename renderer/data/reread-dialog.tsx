/** Rejected records of an import, read once more with other settings. */
import { Button, Modal, Select, Textarea } from '@mantine/core';
import { useState } from 'react';
import type { ImportInfo, ImportedFile, Problem } from '../../src/protocol/index.ts';
import { currentEngine } from '../app/engine.ts';
import { formatCounted } from '../ui/format.ts';
import { InfoNote, ProblemNote, problemOf } from '../ui/notes.tsx';
import { readSettings } from './settings-text.ts';
import { refreshData, useDataSummary } from './summary-store.ts';

interface Props {
  readonly of: ImportInfo;
  readonly onClose: () => void;
}

export function RereadDialog({ of, onClose }: Props) {
  const { sourceTypes } = useDataSummary();
  const [sourcetype, setSourcetype] = useState(of.sourcetype);
  const [text, setText] = useState('');
  const [done, setDone] = useState<ImportedFile>();
  const [problem, setProblem] = useState<Problem>();
  const [isRunning, setRunning] = useState(false);
  const read = readSettings(text);
  const names = [...new Set([of.sourcetype, ...sourceTypes.map(({ name }) => name)])];
  const run = async (): Promise<void> => {
    setRunning(true);
    setProblem(undefined);
    try {
      const settings = { ...read.settings };
      const wanted = { importId: of.importId, sourcetype, ...(Object.keys(settings).length > 0 ? { settings } : {}) };
      setDone(await currentEngine().call('import.rejected', wanted));
      await refreshData();
    } catch (error) {
      setProblem(problemOf(error));
    }
    setRunning(false);
  };
  return (
    <Modal opened onClose={onClose} title="Read rejected records again" size="lg" transitionProps={{ duration: 0 }}>
      <div className="source-type-fields">
        <p className="confirm-text">
          {formatCounted(of.rejected, 'record')} of {of.file.split(/[\\/]/).at(-1)} became no events. What becomes of
          them now goes into {of.index}; what is rejected again stays where it is.
        </p>
        <Select
          label="Source type"
          searchable
          allowDeselect={false}
          data={names}
          value={sourcetype}
          onChange={(value) => setSourcetype(value ?? of.sourcetype)}
        />
        <Textarea
          label="Other settings"
          description="One a line, such as TRUNCATE = 0. Empty: as the source type has them."
          classNames={{ input: 'mono' }}
          autosize
          minRows={3}
          value={text}
          error={read.problem}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        {problem !== undefined && <ProblemNote problem={problem} />}
        {done !== undefined && (
          <InfoNote>
            {formatCounted(done.events, 'event')} made of them, {formatCounted(done.rejected, 'record')} rejected again.
          </InfoNote>
        )}
      </div>
      <div className="confirm-actions">
        <Button variant="default" onClick={onClose}>
          Close
        </Button>
        {done === undefined && (
          <Button loading={isRunning} disabled={read.problem !== undefined} onClick={() => void run()}>
            Read again
          </Button>
        )}
      </div>
    </Modal>
  );
}
