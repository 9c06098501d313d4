/** Above the preview: how many events have a time, in the part shown and, as far as it was read, in the whole file. */
import { Loader, SegmentedControl } from '@mantine/core';
import type { FileCheckProgress, PreviewResult } from '../../src/protocol/index.ts';
import { formatBytes, formatCount } from '../ui/format.ts';

export type PreviewView = 'list' | 'table' | 'odd';

export function PreviewHeader({
  result,
  check,
  isLoading,
  view,
  onView,
  onlyFailing,
  onOnlyFailing,
}: {
  readonly result: PreviewResult;
  readonly check: FileCheckProgress | undefined;
  readonly isLoading: boolean;
  readonly view: PreviewView;
  readonly onView: (view: PreviewView) => void;
  readonly onlyFailing: boolean;
  readonly onOnlyFailing: (only: boolean) => void;
}) {
  const failing = result.eventCount - result.timedCount;
  const timed = check?.timed ?? result.timedCount;
  const events = check?.events ?? result.eventCount;
  const rejected = check?.rejected ?? result.rejectedCount;
  const odd = (check?.odd ?? []).reduce((sum, shape) => sum + shape.count, 0);
  return (
    <header className="preview-header">
      <SegmentedControl
        aria-label="View"
        data={[
          { value: 'list', label: 'Events' },
          { value: 'table', label: 'Table' },
          ...(odd > 0 || view === 'odd' ? [{ value: 'odd', label: 'Odd ones' }] : []),
        ]}
        value={view}
        onChange={(value) => onView(value as PreviewView)}
      />
      <span className="numbers" data-testid="timed-count">
        {formatCount(timed)} of {formatCount(events)} events timed
      </span>
      {odd > 0 && view !== 'odd' && (
        <button type="button" className="plain failing" onClick={() => onView('odd')}>
          {formatCount(odd)} look odd
        </button>
      )}
      {check === undefined && (failing > 0 || onlyFailing) && (
        <button
          type="button"
          className="plain failing"
          aria-pressed={onlyFailing}
          onClick={() => onOnlyFailing(!onlyFailing)}
        >
          {onlyFailing ? 'Show all' : `Show the ${formatCount(failing)} without`}
        </button>
      )}
      {rejected > 0 && <span className="failing">{formatCount(rejected)} rejected</span>}
      <span className="step-space" />
      <span className="muted numbers" data-testid="preview-extent">
        {extentOf(result, check)} of {formatBytes(result.bytes)}, {result.charset}
      </span>
      <span className="preview-loader">
        {(isLoading || check?.isDone === false) && <Loader size={12} aria-label="Reading" />}
      </span>
    </header>
  );
}

function extentOf(result: PreviewResult, check: FileCheckProgress | undefined): string {
  if (result.complete || (check?.isDone === true && check.problem === undefined)) return 'whole file';
  if (check === undefined) return `first ${formatBytes(result.bytesRead)}`;
  return `${Math.floor((check.bytesDone / Math.max(1, check.bytes)) * 100)} %`;
}
