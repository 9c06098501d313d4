/** Asks before something is deleted for good. */
import { Button, Modal } from '@mantine/core';
import { useState } from 'react';
import type { Problem } from '../../src/protocol/index.ts';
import { ProblemNote, problemOf } from '../ui/notes.tsx';
import { refreshData } from './summary-store.ts';

/** Events that are to be deleted. */
export interface Deletion {
  readonly question: string;
  readonly params: { readonly index: string } | { readonly importId: number };
}

interface Props {
  readonly title: string;
  /** What goes, and what stays. */
  readonly question: string;
  readonly onDelete: () => Promise<unknown>;
  readonly onClose: () => void;
}

export function ConfirmDeletion({ title, question, onDelete, onClose }: Props) {
  const [problem, setProblem] = useState<Problem>();
  const [isRunning, setRunning] = useState(false);
  const remove = async (): Promise<void> => {
    setRunning(true);
    try {
      await onDelete();
      await refreshData();
      onClose();
    } catch (error) {
      setRunning(false);
      setProblem(problemOf(error));
    }
  };
  return (
    <Modal opened onClose={onClose} title={title} transitionProps={{ duration: 0 }}>
      <p className="confirm-text">{question}</p>
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
