/** A source type's settings as text, saved under its name. */
import { Button, Modal, TextInput, Textarea } from '@mantine/core';
import { useState } from 'react';
import type { Problem, SourceTypeInfo } from '../../src/protocol/index.ts';
import { currentEngine } from '../app/engine.ts';
import { formatCounted } from '../ui/format.ts';
import { InfoNote, ProblemNote, problemOf } from '../ui/notes.tsx';
import { printSettings, readSettings } from './settings-text.ts';
import { refreshData } from './summary-store.ts';

interface Props {
  readonly type: SourceTypeInfo;
  /** Events that were imported with it. */
  readonly events: number;
  readonly onClose: () => void;
  readonly onApply: () => void;
}

export function SourceTypeDialog({ type, events, onClose, onApply }: Props) {
  const [description, setDescription] = useState(type.description);
  const [text, setText] = useState(() => printSettings(type.settings));
  const [problem, setProblem] = useState<Problem>();
  const read = readSettings(text);
  const save = async (then: () => void): Promise<void> => {
    try {
      await currentEngine().call('sourcetype.save', {
        name: type.name,
        description,
        category: type.category,
        settings: { ...read.settings },
      });
      await refreshData();
      then();
    } catch (error) {
      setProblem(problemOf(error));
    }
  };
  return (
    <Modal opened onClose={onClose} title={`Source type ${type.name}`} size="lg" transitionProps={{ duration: 0 }}>
      <div className="source-type-fields">
        <TextInput
          label="Description"
          value={description}
          onChange={(event) => setDescription(event.currentTarget.value)}
        />
        <Textarea
          label="Settings"
          description="One a line, by Splunk's names: TIME_FORMAT = %Y-%m-%d, EXTRACT-user = user=(?<user>\w+)"
          classNames={{ input: 'mono' }}
          autosize
          minRows={8}
          maxRows={20}
          value={text}
          error={read.problem}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <InfoNote>
          Fields (EXTRACT-, REPORT-, FIELDALIAS-, EVAL-, LOOKUP-, KV_MODE) act on all events at once. Times and event
          breaks act on the next import{events > 0 ? ', or on the events that are there once you apply them' : ''}.
        </InfoNote>
        {problem !== undefined && <ProblemNote problem={problem} />}
      </div>
      <div className="confirm-actions">
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        {events > 0 && (
          <Button variant="default" disabled={read.problem !== undefined} onClick={() => void save(onApply)}>
            Save and apply to {formatCounted(events, 'event')}
          </Button>
        )}
        <Button disabled={read.problem !== undefined} onClick={() => void save(onClose)}>
          Save
        </Button>
      </div>
    </Modal>
  );
}
