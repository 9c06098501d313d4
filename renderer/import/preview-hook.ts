/** The preview of one file, asked anew when anything about it changes; answers that come too late are dropped. */
import { useEffect, useRef, useState } from 'react';
import type { FileEntry, PreviewResult, Problem, Settings } from '../../src/protocol/index.ts';
import { useEngine } from '../app/engine.ts';
import { problemOf } from '../ui/notes.tsx';

export interface Preview {
  /** The last answer; it stays while the next is awaited. */
  readonly result: PreviewResult | undefined;
  readonly problem: Problem | undefined;
  readonly isLoading: boolean;
}

/** Pause after the last key, milliseconds. */
const debounce = 80;
const eventLimit = 300;

export function usePreview(
  file: FileEntry | undefined,
  sourcetype: string | undefined,
  settings: Settings,
  timeZone: string,
): Preview {
  const engine = useEngine();
  const [preview, setPreview] = useState<Preview>({ result: undefined, problem: undefined, isLoading: true });
  const shownFile = useRef<FileEntry | undefined>(undefined);
  const key = JSON.stringify(settings);
  useEffect(() => {
    if (engine === undefined || file === undefined) return;
    const isOther = shownFile.current !== file;
    shownFile.current = file;
    setPreview((now) => ({ ...now, ...(isOther ? { result: undefined, problem: undefined } : {}), isLoading: true }));
    let isCurrent = true;
    const ask = async (): Promise<void> => {
      try {
        const result = await engine.call('import.preview', {
          input: file.input,
          settings: JSON.parse(key) as Settings,
          timeZone,
          limit: eventLimit,
          ...(sourcetype === undefined ? {} : { sourcetype }),
        });
        if (isCurrent) setPreview({ result, problem: result.problem, isLoading: false });
      } catch (error) {
        if (isCurrent) setPreview((now) => ({ ...now, problem: problemOf(error), isLoading: false }));
      }
    };
    const timer = setTimeout(() => void ask(), isOther ? 0 : debounce);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [engine, file, sourcetype, key, timeZone]);
  return preview;
}
