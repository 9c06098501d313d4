/** Reads the whole file behind a preview that showed only its first part; begun anew when a setting changes. */
import { useEffect, useState } from 'react';
import type { FileCheckProgress, FileEntry, Settings } from '../../src/protocol/index.ts';
import { useEngine } from '../app/engine.ts';

/** Pause after the last change, milliseconds: the preview goes first. */
const pause = 350;

export function useFileCheck(
  file: FileEntry | undefined,
  sourcetype: string | undefined,
  settings: Settings,
  timeZone: string,
  isNeeded: boolean,
): FileCheckProgress | undefined {
  const engine = useEngine();
  const [progress, setProgress] = useState<FileCheckProgress>();
  const key = JSON.stringify(settings);
  useEffect(() => {
    setProgress(undefined);
    if (engine === undefined || file === undefined || !isNeeded) return;
    let isCurrent = true;
    let job: string | undefined;
    const stopListening = engine.on('import.checked', (payload) => {
      if (isCurrent && payload.job === job) setProgress(payload);
    });
    const cancel = (started: string): void =>
      void engine.call('import.cancelCheck', { job: started }).catch(() => undefined);
    const timer = setTimeout(() => {
      const params = {
        input: file.input,
        settings: JSON.parse(key) as Settings,
        timeZone,
        ...(sourcetype === undefined ? {} : { sourcetype }),
      };
      engine.call('import.check', params).then(
        (answer) => {
          job = answer.job;
          if (!isCurrent) cancel(job);
        },
        () => undefined,
      );
    }, pause);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
      stopListening();
      if (job !== undefined) cancel(job);
    };
  }, [engine, file, sourcetype, key, timeZone, isNeeded]);
  return progress;
}
