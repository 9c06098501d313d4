/** What the settings would make of the events that are there, before it is done; progress, cancel, and undo. */
import { Button, Loader, Modal, Progress } from '@mantine/core';
import type { ReapplyPreview } from '../../src/protocol/index.ts';
import { formatCount, formatCounted, formatTime } from '../ui/format.ts';
import { InfoNote, ProblemNote, WarningNote } from '../ui/notes.tsx';
import { useReapply } from './reapply-hook.ts';

interface Props {
  readonly sourcetype: string;
  readonly onClose: () => void;
}

export function ReapplyDialog({ sourcetype, onClose }: Props) {
  const { preview, progress, problem, undone, start, cancel, undo } = useReapply(sourcetype);
  const isRunning = progress?.state === 'running';
  return (
    <Modal
      opened
      onClose={onClose}
      closeOnEscape={!isRunning}
      closeOnClickOutside={!isRunning}
      title={`Apply the settings of ${sourcetype} to its events`}
      size="90%"
      transitionProps={{ duration: 0 }}
    >
      <div className="reapply">
        {preview === undefined && problem === undefined && <Loader size={16} aria-label="Working out the preview" />}
        {problem !== undefined && <ProblemNote problem={problem} />}
        {progress?.problem !== undefined && <ProblemNote problem={progress.problem} />}
        {preview !== undefined && <Outlook preview={preview} />}
        {isRunning && (
          <div className="reapply-progress" role="status">
            <Progress
              aria-label="Progress"
              value={progress.eventCount === 0 ? 0 : (progress.eventsDone / progress.eventCount) * 100}
              transitionDuration={120}
            />
            <span className="numbers">
              {progress.step === 'reading'
                ? `${formatCount(progress.eventsDone)} of ${formatCounted(progress.eventCount, 'event')} read again`
                : 'Storing'}
            </span>
          </div>
        )}
        {progress?.state === 'done' && (
          <InfoNote>{formatCounted(progress.eventsDone, 'event')} now are as the settings say.</InfoNote>
        )}
        {progress?.state === 'cancelled' && <InfoNote>Cancelled. All events are as they were.</InfoNote>}
        {undone !== undefined && (
          <InfoNote>
            {undone === 0
              ? 'There was nothing to bring back.'
              : `${formatCounted(undone, 'event')} are back as they were.`}
          </InfoNote>
        )}
        {preview !== undefined && progress?.state !== 'done' && <Samples preview={preview} />}
      </div>
      <div className="confirm-actions">
        {!isRunning && (
          <Button variant="default" onClick={() => void undo()}>
            Undo the last time
          </Button>
        )}
        {isRunning ? (
          <Button variant="default" onClick={() => void cancel()}>
            Cancel
          </Button>
        ) : (
          <Button variant="default" onClick={onClose}>
            Close
          </Button>
        )}
        {preview !== undefined && progress?.state !== 'done' && (
          <Button loading={isRunning} onClick={() => void start()}>
            Apply to {formatCounted(preview.eventCount, 'event')}
          </Button>
        )}
      </div>
    </Modal>
  );
}

function Outlook({ preview }: { readonly preview: ReapplyPreview }) {
  return (
    <>
      <p className="confirm-text">
        {formatCounted(preview.eventCount, 'event')} of {formatCounted(preview.importCount, 'import')}.{' '}
        {preview.readsFiles
          ? 'Event breaks or cells change, so the files themselves are read again.'
          : 'The stored texts are read again; the files are not needed.'}
      </p>
      {preview.warnings.map((warning) => (
        <WarningNote key={warning}>{warning}</WarningNote>
      ))}
    </>
  );
}

type Sample = ReapplyPreview['samples'][number]['before'];

function Samples({ preview }: { readonly preview: ReapplyPreview }) {
  return (
    <div className="reapply-samples" tabIndex={0} role="group" aria-label="Events before and after">
      <table className="plain-table" aria-label="Before and after">
        <thead>
          <tr>
            <th>As it is</th>
            <th>As it would be</th>
          </tr>
        </thead>
        <tbody>
          {preview.samples.map(({ before, after }, i) => (
            <tr key={i} className={isSame(before, after) ? undefined : 'changed'}>
              <td>
                <SampleText sample={before} other={after} />
              </td>
              <td>
                <SampleText sample={after} other={before} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function isSame(before: Sample, after: Sample): boolean {
  return JSON.stringify(before) === JSON.stringify(after);
}

/** What differs from the other side stands out. */
function SampleText({ sample, other }: { readonly sample: Sample; readonly other: Sample }) {
  if (sample === null) return <span className="muted">no event</span>;
  const fields = Object.entries(sample.fields).filter(([name, value]) => other?.fields[name] !== value);
  return (
    <>
      <div className="numbers">
        {other?.time === sample.time ? timeText(sample.time) : <mark>{timeText(sample.time)}</mark>}
      </div>
      <div className="mono reapply-raw">
        {other?.raw === sample.raw ? sample.raw : <mark>{sample.raw.slice(0, 600)}</mark>}
      </div>
      {fields.map(([name, value]) => (
        <div key={name}>
          <span className="muted">{name}</span> <mark>{value}</mark>
        </div>
      ))}
    </>
  );
}

function timeText(time: number | null): string {
  return time === null ? 'no time' : `${formatTime(time, 'UTC')} UTC`;
}
