/** What the engine may use of memory and disk; read when it starts. */
import { NumberInput } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { EngineSettings, EngineSettingsAnswer, Problem } from '../../src/protocol/index.ts';
import { useEngine } from '../app/engine.ts';
import { formatBytes } from '../ui/format.ts';
import { InfoNote, ProblemNote, problemOf } from '../ui/notes.tsx';
import { Setting } from './setting.tsx';

const gigabyte = 1_000_000_000;
const least = { memoryBytes: 0.3, temporaryBytes: 0.1 };

export function EngineLimits() {
  const engine = useEngine();
  const [answer, setAnswer] = useState<EngineSettingsAnswer>();
  const [isChanged, setChanged] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  useEffect(() => {
    let isCurrent = true;
    engine?.call('settings.get', {}).then(
      (next) => isCurrent && setAnswer(next),
      (error: unknown) => isCurrent && setProblem(problemOf(error)),
    );
    return () => void (isCurrent = false);
  }, [engine]);
  const change = async (part: Partial<EngineSettings>): Promise<void> => {
    if (engine === undefined || answer === undefined) return;
    try {
      setAnswer(await engine.call('settings.set', { ...answer.settings, ...part }));
      setChanged(true);
      setProblem(undefined);
    } catch (error) {
      setProblem(problemOf(error));
    }
  };
  if (answer === undefined) return problem === undefined ? null : <ProblemNote problem={problem} />;
  return (
    <>
      <Limit
        title="Memory of the engine"
        note="Searches that need more put the rest on the disk."
        name="memoryBytes"
        answer={answer}
        onChange={change}
      />
      <Limit
        title="Temporary files"
        note="A search that would need more than this on the disk stops and says so."
        name="temporaryBytes"
        answer={answer}
        onChange={change}
      />
      {problem !== undefined && <ProblemNote problem={problem} />}
      {isChanged && <InfoNote>Kept. In force when Grotto is started the next time.</InfoNote>}
    </>
  );
}

interface LimitProps {
  readonly title: string;
  readonly note: string;
  readonly name: keyof EngineSettings;
  readonly answer: EngineSettingsAnswer;
  readonly onChange: (part: Partial<EngineSettings>) => Promise<void>;
}

function Limit({ title, note, name, answer, onChange }: LimitProps) {
  const kept = answer.settings[name];
  const [value, setValue] = useState<number | string>(kept === null ? '' : kept / gigabyte);
  const keep = (): void => {
    const bytes = typeof value === 'number' ? Math.round(Math.max(least[name], value) * gigabyte) : null;
    if (bytes !== kept) void onChange({ [name]: bytes });
  };
  return (
    <Setting title={title} note={note}>
      <NumberInput
        aria-label={title}
        placeholder={`by itself: ${formatBytes(answer.byItself[name])}`}
        suffix=" GB"
        min={least[name]}
        step={0.5}
        value={value}
        onChange={setValue}
        onBlur={keep}
        onKeyDown={(event) => event.key === 'Enter' && keep()}
      />
    </Setting>
  );
}
