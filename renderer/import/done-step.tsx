/** The import while it runs, and its result. */
import { Button, Progress } from '@mantine/core';
import { CircleCheck } from 'lucide-react';
import type { ImportedFile, ImportProgress } from '../../src/protocol/index.ts';
import { openSearch } from '../app/navigation.ts';
import { formatBytes, formatCount, formatCounted, formatDuration } from '../ui/format.ts';
import { InfoNote, ProblemNote, WarningNote } from '../ui/notes.tsx';
import { cancelImport, goTo, startImport, startOver, useWizard } from './wizard-store.ts';

export function DoneStep() {
  const { progress, index } = useWizard();
  if (progress === undefined || progress.state === 'running') return <Running progress={progress} />;
  const { imported, problems } = progress;
  const hasEvents = imported.some((file) => file.events > 0);
  const hasGrown = problems.some((problem) => /has grown since/.test(problem.message));
  const isKnown = hasGrown || problems.some((problem) => /already/.test(problem.message));
  return (
    <div className="step-body">
      {progress.state === 'cancelled' && <InfoNote>The import was cancelled. Nothing of it was kept.</InfoNote>}
      {progress.state !== 'cancelled' && imported.length > 0 && (
        <div className="done-title">
          <CircleCheck size={18} aria-hidden />
          <strong>
            {formatCounted(
              sum(imported, (file) => file.events),
              'event',
            )}{' '}
            imported into {index}
          </strong>
        </div>
      )}
      {problems.map((problem, i) => (
        <ProblemNote key={i} problem={problem} />
      ))}
      {progress.state !== 'cancelled' && imported.length > 0 && <ImportedTable files={imported} />}
      {imported.flatMap((file) =>
        file.warnings.map((warning) => (
          <WarningNote key={`${file.importId} ${warning}`}>{`${baseName(file.file)}: ${warning}`}</WarningNote>
        )),
      )}
      <div className="step-toolbar">
        {hasEvents && progress.state !== 'cancelled' && (
          <Button autoFocus onClick={() => openSearch(`index=${index}`)}>
            Start searching
          </Button>
        )}
        {(progress.state === 'cancelled' || problems.length > 0) && (
          <Button variant="default" onClick={() => goTo('review')}>
            Back to review
          </Button>
        )}
        {hasGrown && <Button onClick={() => void startImport('onlyNew')}>Import only what is new</Button>}
        {isKnown && (
          <Button variant="default" onClick={() => void startImport('again')}>
            Import again all the same
          </Button>
        )}
        <Button variant="default" onClick={startOver}>
          Add more data
        </Button>
      </div>
    </div>
  );
}

function sum<T>(list: readonly T[], value: (one: T) => number): number {
  return list.reduce((total, one) => total + value(one), 0);
}

function baseName(file: string): string {
  return file.split(/[\\/]/).at(-1) ?? file;
}

function Running({ progress }: { readonly progress: ImportProgress | undefined }) {
  const fraction = progress === undefined ? 0 : progress.bytesDone / Math.max(1, progress.byteCount);
  const rate = progress?.bytesPerSecond ?? 0;
  const left = progress === undefined ? '' : timeLeft(progress.byteCount - progress.bytesDone, rate);
  const fileLeft =
    progress === undefined
      ? ''
      : timeLeft(progress.fileByteCount - progress.fileBytesDone, progress.fileBytesPerSecond);
  return (
    <div className="step-body narrow">
      <strong className="ellipsis">
        {progress === undefined || progress.currentFile === ''
          ? 'Starting ...'
          : `${progress.step === 'storing' ? 'Storing' : 'Reading'} ${progress.currentFile}`}
      </strong>
      <Progress value={fraction * 100} size="lg" aria-label="Import progress" transitionDuration={120} />
      <div className="running-figures numbers muted">
        {progress !== undefined && (
          <>
            <span>
              {formatBytes(progress.bytesDone)} of {formatBytes(progress.byteCount)}
            </span>
            <span>{formatBytes(rate)}/s</span>
            <span>{formatCounted(progress.events, 'event')}</span>
            {progress.fileCount > 1 && (
              <span>
                file {Math.min(progress.fileCount, progress.filesDone + 1)} of {progress.fileCount}
                {fileLeft === '' ? '' : `: ${fileLeft}`}
              </span>
            )}
            <span>{left === '' ? '' : `${left}${progress.fileCount > 1 ? ' in all' : ''}`}</span>
          </>
        )}
      </div>
      <div>
        <Button variant="default" onClick={() => void cancelImport()}>
          Cancel
        </Button>
      </div>
    </div>
  );
}

function timeLeft(bytes: number, rate: number): string {
  return bytes <= 0 || rate === 0 ? '' : `about ${formatDuration(bytes / rate)} left`;
}

function ImportedTable({ files }: { readonly files: readonly ImportedFile[] }) {
  const day = (time: string | null): string => (time === null ? '' : time.replace('T', ' ').replace(/(\.\d+)?Z$/, ''));
  return (
    <div className="step-scroll">
      <table className="plain-table" aria-label="Imported files">
        <thead>
          <tr>
            <th>File</th>
            <th>Source type</th>
            <th className="number">Events</th>
            <th className="number">Rejected</th>
            <th className="number">Without time</th>
            <th className="number">Size</th>
            <th>First (UTC)</th>
            <th>Last (UTC)</th>
            <th className="number">Took</th>
          </tr>
        </thead>
        <tbody>
          {files.map((file) => (
            <tr key={file.importId}>
              <td title={file.file}>{baseName(file.file)}</td>
              <td>{file.sourcetype}</td>
              <td className="number">{formatCount(file.events)}</td>
              <td className="number">{formatCount(file.rejected)}</td>
              <td className="number">{formatCount(file.untimed)}</td>
              <td className="number">{formatBytes(file.bytes)}</td>
              <td className="numbers">{day(file.firstTime)}</td>
              <td className="numbers">{day(file.lastTime)}</td>
              <td className="number">{formatDuration(file.seconds)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
