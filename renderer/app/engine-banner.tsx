/** Says when the engine is away or came back, and what that means for the person's work. */
import { Button, Loader } from '@mantine/core';
import { useEffect, useState } from 'react';
import { WarningNote } from '../ui/notes.tsx';
import { dismissRestart, useEngineConnection } from './engine.ts';

export function EngineBanner() {
  const { client, generation, restartReason } = useEngineConnection();
  const isAway = useLate(client === undefined, generation === 0 ? 1_500 : 0);
  if (isAway) {
    return (
      <div className="shell-problem">
        <WarningNote action={<Loader size={14} />}>
          {generation === 0 ? 'The engine is starting ...' : 'The engine stopped and is being started again ...'}
        </WarningNote>
      </div>
    );
  }
  if (restartReason === undefined) return null;
  return (
    <div className="shell-problem">
      <WarningNote
        action={
          <Button variant="default" size="compact-xs" onClick={dismissRestart}>
            Dismiss
          </Button>
        }
      >
        {restartReason} It is running again. Imported data is safe; a running search or a half import was dropped: start
        it again.
      </WarningNote>
    </div>
  );
}

/** True once the condition has held for so many milliseconds. */
function useLate(condition: boolean, delay: number): boolean {
  const [isLate, setLate] = useState(false);
  useEffect(() => {
    if (!condition) {
      setLate(false);
      return;
    }
    const timer = setTimeout(() => setLate(true), delay);
    return () => clearTimeout(timer);
  }, [condition, delay]);
  return condition && isLate;
}
