/** A field's values: how many events have them, their range where they are numbers, and searches that start here. */
import { Button, Checkbox, Loader } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { FieldSummary } from '../../../src/protocol/index.ts';
import { useEngine } from '../../app/engine.ts';
import { formatCount, formatCounted, formatNumber, formatShare } from '../../ui/format.ts';
import { fieldName } from '../edit-search.ts';
import { runText, searchNow } from '../search-store.ts';
import { toggleSelectedField, useSelectedFields } from './selected-fields.ts';
import { ValueMenu } from './value-menu.tsx';

interface Props {
  readonly job: string;
  readonly field: FieldSummary;
  /** Events found. */
  readonly total: number;
  readonly onClose: () => void;
}

const shownValues = 10;

export function FieldPanel({ job, field, total, onClose }: Props) {
  const summary = useValues(job, field.name);
  const selected = useSelectedFields();
  return (
    <div className="field-panel">
      <header>
        <strong className="ellipsis">{field.name}</strong>
        <span className="muted numbers">
          {formatCounted(field.distinct, 'value')}, in {formatShare(field.count, total)} of the events
        </span>
      </header>
      <Checkbox
        label="Show below every event"
        checked={selected.includes(field.name)}
        onChange={() => toggleSelectedField(field.name)}
      />
      <Reports field={field} isNumeric={summary?.statistics !== undefined} onClose={onClose} />
      {summary === undefined ? (
        <Loader size={14} aria-label="Counting the values" />
      ) : (
        <>
          <NumberFacts statistics={summary.statistics} />
          <Values field={field.name} summary={summary} />
        </>
      )}
    </div>
  );
}

function useValues(job: string, name: string): FieldSummary | undefined {
  const engine = useEngine();
  const [summary, setSummary] = useState<FieldSummary>();
  useEffect(() => {
    let isCurrent = true;
    engine?.call('search.fields', { job, field: name }).then(
      (answer) => isCurrent && setSummary(answer.fields[0]),
      () => undefined,
    );
    return () => void (isCurrent = false);
  }, [engine, job, name]);
  return summary;
}

/** Searches over the events found, in the words a person would type. */
function Reports({
  field,
  isNumeric,
  onClose,
}: {
  readonly field: FieldSummary;
  readonly isNumeric: boolean;
  readonly onClose: () => void;
}) {
  const name = fieldName(field.name);
  const reports = [
    { label: 'Top values', command: `top limit=20 ${name}` },
    { label: 'Over time', command: `timechart count by ${name} limit=10` },
    { label: 'Rare values', command: `rare limit=20 ${name}` },
    ...(isNumeric ? [{ label: 'Average over time', command: `timechart avg(${name})` }] : []),
  ];
  return (
    <div className="field-reports">
      {reports.map(({ label, command }) => (
        <Button
          key={label}
          variant="default"
          size="compact-xs"
          title={command}
          onClick={() => {
            onClose();
            void runText(`${searchNow().ran?.text ?? searchNow().text} | ${command}`);
          }}
        >
          {label}
        </Button>
      ))}
    </div>
  );
}

function NumberFacts({ statistics }: { readonly statistics: FieldSummary['statistics'] }) {
  if (statistics === undefined) return null;
  const short = (value: number): string => formatNumber(Number(value.toPrecision(6)));
  const facts = [
    ['Lowest', short(statistics.minimum)],
    ['Median', short(statistics.median)],
    ['Average', short(statistics.average)],
    ['Highest', short(statistics.maximum)],
    ...(statistics.standardDeviation === null ? [] : [['Deviation', short(statistics.standardDeviation)]]),
  ];
  return (
    <dl className="field-facts numbers">
      {facts.map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function Values({ field, summary }: { readonly field: string; readonly summary: FieldSummary }) {
  const most = summary.top[0]?.count ?? 1;
  return (
    <>
      <table className="field-values" aria-label={`Values of ${field}`}>
        <thead>
          <tr>
            <th>Value</th>
            <th className="number">Events</th>
            <th className="number">Share</th>
            <th aria-hidden />
          </tr>
        </thead>
        <tbody>
          {summary.top.slice(0, shownValues).map(({ value, count }) => (
            <tr key={value}>
              <td className="ellipsis">
                <ValueMenu field={field} value={value} withinPortal={false} />
              </td>
              <td className="number numbers">{formatCount(count)}</td>
              <td className="number numbers">{formatShare(count, summary.count)}</td>
              <td>
                <span className="share-bar" style={{ width: `${(count / most) * 100}%` }} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {summary.distinct > shownValues && (
        <div className="muted">
          The {shownValues} most frequent of {formatCounted(summary.distinct, 'value')}.
        </div>
      )}
    </>
  );
}
