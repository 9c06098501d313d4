/** Asks before events are deleted for good. */
import { Button, Modal } from '@mantine/core';
import { useState } from 'react';
import type { Problem } from '../../src/protocol/index.ts';
import { currentEngine } from '../app/engine.ts';
import { ProblemNote, problemOf } from '../ui/notes.tsx';
import { refreshData } from './summary-store.ts';

export interface Deletion {
  readonly question: string;
  readonly params: { readonly index: string } | { readonly importId: number };
}

export function ConfirmDeletion({ deletion, onClose }: { readonly deletion: Deletion; readonly onClose: () => void }) {
  const [problem, setProblem] = useState<Problem>();
  const [isRunning, setRunning] = useState(false);
  const remove = async (): Promise<void> => {
    setRunning(true);
    try {
      await currentEngine().call('data.delete', deletion.params);
      await refreshData();
      onClose();
    } catch (error) {
      setRunning(false);
      setProblem(problemOf(error));
    }
  };
  return (
    <Modal opened onClose={onClose} title="Delete data" transitionProps={{ duration: 0 }}>
      <p className="confirm-text">{deletion.question} The file itself is not touched, and can be imported again.</p>
      {problem !== undefined && <ProblemNote problem={problem} />}
      <div className="confirm-actions">
        <Button variant="default" data-autofocus onClick={onClose}>
          Keep
        </Button>
        <Button color="red" loading={isRunning} onClick={() => void remove()}>
          Delete
        </Button>
      </div>
    </Modal>
  );
}
