/** What the job says of itself: events, time taken, limits that bit, and its stages on request. */
import { Button, CopyButton, Modal, Progress } from '@mantine/core';
import { AlertTriangle, ArrowDownToLine, Gauge, Scissors } from 'lucide-react';
import { useState } from 'react';
import type { SearchState } from '../../src/protocol/index.ts';
import { SaveAs } from '../dashboards/save-as.tsx';
import { formatCount, formatCounted, formatDuration, formatShare } from '../ui/format.ts';
import { liftLimits, sendToBackground } from './search-store.ts';

export function JobBar({ state, text }: { readonly state: SearchState; readonly text: string | undefined }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <div className="job-bar numbers" role="status" aria-label="Search job" data-state={state.state} data-search={text}>
      <span>{summaryOf(state)}</span>
      {state.state === 'running' && state.elapsedSeconds > 0.5 && (
        <Progress
          className="job-progress"
          value={(state.progress ?? 1) * 100}
          animated={state.progress === null}
          aria-label="Search progress"
        />
      )}
      <Limits limits={state.limits} />
      {state.warnings.map((warning) => (
        <span key={warning} className="job-warning ellipsis" title={warning}>
          <AlertTriangle size={12} aria-hidden /> {warning}
        </span>
      ))}
      <span className="job-space" />
      {state.state === 'running' && (
        <Button
          variant="subtle"
          color="gray"
          size="compact-xs"
          leftSection={<ArrowDownToLine size={12} aria-hidden />}
          onClick={sendToBackground}
        >
          Send to background
        </Button>
      )}
      {state.state !== 'failed' && <SaveAs state={state} />}
      <Button
        variant="subtle"
        color="gray"
        size="compact-xs"
        leftSection={<Gauge size={12} />}
        onClick={() => setOpen(true)}
      >
        Job
      </Button>
      <Modal
        opened={isOpen}
        onClose={() => setOpen(false)}
        title="Job inspector"
        size="80%"
        transitionProps={{ duration: 0 }}
      >
        <Inspector state={state} />
      </Modal>
    </div>
  );
}

/** What limits left out, and the way to have it. */
function Limits({ limits }: { readonly limits: readonly string[] }) {
  if (limits.length === 0) return null;
  return (
    <>
      {limits.map((limit) => (
        <span key={limit} className="job-warning ellipsis" title={limit}>
          <Scissors size={12} aria-hidden /> {limit}
        </span>
      ))}
      <Button variant="default" size="compact-xs" onClick={() => void liftLimits()}>
        {limits.length === 1 ? 'Remove limit' : 'Remove limits'}
      </Button>
    </>
  );
}

function summaryOf(state: SearchState): string {
  const took = formatDuration(state.elapsedSeconds);
  const events = state.eventCount === null ? '' : formatCounted(state.eventCount, 'event');
  const rows = state.presentation === 'statistics' ? formatCounted(state.rowCount, 'row') : '';
  const what = [events, rows].filter((part) => part !== '').join(', ');
  switch (state.state) {
    case 'running':
      return `${runningText(state, what)} (${took})`;
    case 'done':
      return `${what} (${took})`;
    case 'cancelled':
      return `Cancelled after ${took}${state.rowCount === 0 ? '' : `, with ${state.preview === null ? `${what} found until then` : previewText(state, what)}`}`;
    case 'failed':
      return `Failed after ${took}`;
  }
}

function runningText(state: SearchState, what: string): string {
  if (state.preview !== null) return `Running ... ${previewText(state, what)}`;
  const share = state.progress === null || state.progress === 0 ? '' : `, ${formatShare(state.progress, 1)} searched`;
  return `Running ... ${what}${share}`;
}

function previewText(state: SearchState, what: string): string {
  return `preview of ${formatShare(state.preview ?? 0, 1)} of the events: ${what}`;
}

function Inspector({ state }: { readonly state: SearchState }) {
  return (
    <div className="inspector">
      {state.warnings.map((warning) => (
        <p key={warning} className="job-warning">
          <AlertTriangle size={12} aria-hidden /> {warning}
        </p>
      ))}
      {state.stages.map((stage, i) => (
        <section key={i}>
          <header>
            <strong>{stage.name}</strong>
            <span className="muted numbers">
              {stage.rows === null ? '' : `${formatCount(stage.rows)} rows, `}
              {formatDuration(stage.seconds)}
            </span>
            <span className="job-space" />
            <CopyButton value={stage.sql}>
              {({ copied, copy }) => (
                <Button variant="default" size="compact-xs" onClick={copy}>
                  {copied ? 'Copied' : 'Copy SQL'}
                </Button>
              )}
            </CopyButton>
          </header>
          <pre className="mono">{stage.sql}</pre>
        </section>
      ))}
    </div>
  );
}
