/** Saves what was corrected as a named source type. */
import { Button, Modal, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { Problem, Settings } from '../../src/protocol/index.ts';
import { ReapplyDialog } from '../data/reapply-dialog.tsx';
import { eventsOf, useDataSummary } from '../data/summary-store.ts';
import { formatCounted } from '../ui/format.ts';
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
  const [isApplying, setApplying] = useState(false);
  const events = eventsOf(useDataSummary(), name);
  const isNamed = /^[A-Za-z0-9_:.-]{1,200}$/.test(name);
  const save = async (then: () => void): Promise<void> => {
    try {
      await saveSourceType(name, description, settings);
      then();
    } catch (error) {
      setProblem(problemOf(error));
    }
  };
  if (isApplying) return <ReapplyDialog sourcetype={name} onClose={onClose} />;
  return (
    <Modal opened onClose={onClose} title="Save as source type" size="md" transitionProps={{ duration: 0 }}>
      <form
        className="fields"
        onSubmit={(event) => {
          event.preventDefault();
          if (isNamed) void save(onClose);
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
          {isNamed && events > 0 && (
            <Button variant="default" onClick={() => void save(() => setApplying(true))}>
              Save and apply to {formatCounted(events, 'event')}
            </Button>
          )}
          <Button type="submit" disabled={!isNamed}>
            Save
          </Button>
        </div>
      </form>
    </Modal>
  );
}
