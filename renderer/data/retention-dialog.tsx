/** How long the events of one index are kept; says what the rule would remove now before it is set. */
import { Button, Modal, NumberInput } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { Problem, Removal, Retention } from '../../src/protocol/index.ts';
import { currentEngine } from '../app/engine.ts';
import { formatCounted } from '../ui/format.ts';
import { InfoNote, ProblemNote, WarningNote, problemOf } from '../ui/notes.tsx';
import { refreshStorage } from './storage-store.ts';
import { refreshData } from './summary-store.ts';

interface Props {
  readonly index: string;
  readonly rule: Retention | undefined;
  readonly onClose: () => void;
}

const gigabyte = 1_000_000_000;

export function RetentionDialog({ index, rule, onClose }: Props) {
  const [days, setDays] = useState<number | null>(rule?.maxAgeDays ?? null);
  const [gigabytes, setGigabytes] = useState<number | null>(() => inGigabytes(rule?.maxBytes ?? null));
  const [problem, setProblem] = useState<Problem>();
  const [isRunning, setRunning] = useState(false);
  const removals = usePreview(index, days, gigabytes);
  const save = async (): Promise<void> => {
    setRunning(true);
    try {
      await currentEngine().call('retention.set', wanted(index, days, gigabytes));
      await currentEngine().call('retention.apply', {});
      await Promise.all([refreshData(), refreshStorage()]);
      onClose();
    } catch (error) {
      setProblem(problemOf(error));
      setRunning(false);
    }
  };
  const events = (removals ?? []).reduce((sum, one) => sum + one.events, 0);
  return (
    <Modal opened onClose={onClose} title={`How long ${index} is kept`} transitionProps={{ duration: 0 }}>
      <div className="retention-fields">
        <NumberInput
          label="Days"
          description="Events older than this go, by their own time."
          placeholder="for ever"
          min={1}
          allowDecimal={false}
          value={days ?? ''}
          onChange={(value) => setDays(typeof value === 'number' ? value : null)}
        />
        <NumberInput
          label="Gigabytes"
          description="Over this in the database, the oldest import goes. The last one stays."
          placeholder="no limit"
          min={0.001}
          value={gigabytes ?? ''}
          onChange={(value) => setGigabytes(typeof value === 'number' && value > 0 ? value : null)}
        />
      </div>
      {removals !== undefined &&
        (events === 0 ? (
          <InfoNote>This removes nothing now. The rule acts at every start and every hour.</InfoNote>
        ) : (
          <WarningNote>This removes {formatCounted(events, 'event')} now, for good.</WarningNote>
        ))}
      {problem !== undefined && <ProblemNote problem={problem} />}
      <div className="confirm-actions">
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button {...(events > 0 ? { color: 'red' } : {})} loading={isRunning} onClick={() => void save()}>
          {events > 0 ? 'Set and remove' : 'Set'}
        </Button>
      </div>
    </Modal>
  );
}

function inGigabytes(bytes: number | null): number | null {
  return bytes === null ? null : bytes / gigabyte;
}

function wanted(index: string, days: number | null, gigabytes: number | null): Retention {
  return { index, maxAgeDays: days, maxBytes: gigabytes === null ? null : Math.round(gigabytes * gigabyte) };
}

/** Undefined while it is worked out. */
function usePreview(index: string, days: number | null, gigabytes: number | null): readonly Removal[] | undefined {
  const [removals, setRemovals] = useState<readonly Removal[]>();
  useEffect(() => {
    let isCurrent = true;
    const timer = setTimeout(() => {
      currentEngine()
        .call('retention.preview', wanted(index, days, gigabytes))
        .then(
          (answer) => isCurrent && setRemovals(answer.removals),
          () => undefined,
        );
    }, 250);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
      setRemovals(undefined);
    };
  }, [index, days, gigabytes]);
  return removals;
}
