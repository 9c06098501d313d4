/** Saves what was corrected as a named source type. */
import { Button, Modal, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { Problem, Settings } from '../../src/protocol/index.ts';
import { ProblemNote, problemOf } from '../ui/notes.tsx';
import { saveSourceType } from './wizard-store.ts';

export function SaveSourceType({
  suggested,
  settings,
  onClose,
}: {
  readonly suggested: string;
  readonly settings: Settings;
  readonly onClose: () => void;
}) {
  const [name, setName] = useState(suggested);
  const [description, setDescription] = useState('');
  const [problem, setProblem] = useState<Problem>();
  const isNamed = /^[A-Za-z0-9_:.-]{1,200}$/.test(name);
  const save = async (): Promise<void> => {
    try {
      await saveSourceType(name, description, settings);
      onClose();
    } catch (error) {
      setProblem(problemOf(error));
    }
  };
  return (
    <Modal opened onClose={onClose} title="Save as source type" size="md" transitionProps={{ duration: 0 }}>
      <form
        className="fields"
        onSubmit={(event) => {
          event.preventDefault();
          if (isNamed) void save();
        }}
      >
        {problem !== undefined && <ProblemNote problem={problem} />}
        <TextInput
          label="Name"
          description="The next file of this shape is read this way by itself."
          data-autofocus
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          error={name !== '' && !isNamed ? 'Letters, digits, and _ : . - only.' : undefined}
          placeholder="county_spending"
        />
        <TextInput
          label="Description"
          value={description}
          onChange={(event) => setDescription(event.currentTarget.value)}
        />
        <div className="paste-actions">
          <span className="step-space" />
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" disabled={!isNamed}>
            Save
          </Button>
        </div>
      </form>
    </Modal>
  );
}
