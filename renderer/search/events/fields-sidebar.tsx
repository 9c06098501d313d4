/** The fields of the events that were found, with their top values on request. */
import { Loader } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { FieldSummaries, FieldSummary, SearchState } from '../../../src/protocol/index.ts';
import { useEngine } from '../../app/engine.ts';
import { formatCount, formatNumber } from '../../ui/format.ts';
import { ValueMenu } from './value-menu.tsx';

const selected = ['host', 'source', 'sourcetype'];
/** A field that fewer of the events have is listed last. */
const interesting = 0.2;

export function FieldsSidebar({ state }: { readonly state: SearchState }) {
  const engine = useEngine();
  const [fields, setFields] = useState<FieldSummaries>();
  const isUsable = state.state === 'done' || state.state === 'cancelled';
  useEffect(() => {
    if (engine === undefined || !isUsable) return;
    let isCurrent = true;
    setFields(undefined);
    engine.call('search.fields', { job: state.job }).then(
      (answer) => isCurrent && setFields(answer),
      () => undefined,
    );
    return () => void (isCurrent = false);
  }, [engine, state.job, isUsable]);
  const shown = (fields?.fields ?? []).filter((field) => !field.name.startsWith('_') && field.count > 0);
  const others = shown.filter((field) => !selected.includes(field.name)).sort((a, b) => a.name.localeCompare(b.name));
  const total = fields?.eventCount ?? 0;
  const groups = [
    { title: 'Selected fields', fields: shown.filter((field) => selected.includes(field.name)) },
    { title: 'Interesting fields', fields: others.filter((field) => field.count >= total * interesting) },
    { title: 'In few events', fields: others.filter((field) => field.count < total * interesting) },
  ];
  return (
    <aside className="fields-sidebar" aria-label="Fields">
      {fields === undefined && <Loader size={14} aria-label="Counting the fields" />}
      {groups.map(
        (group) =>
          group.fields.length > 0 && (
            <section key={group.title}>
              <h2>{group.title}</h2>
              {group.fields.map((field) => (
                <FieldEntry key={field.name} job={state.job} field={field} total={total} />
              ))}
            </section>
          ),
      )}
    </aside>
  );
}

const letters = { string: 'a', number: '#', boolean: 'b', time: 't', multivalue: '≡' } as const;

function FieldEntry({
  job,
  field,
  total,
}: {
  readonly job: string;
  readonly field: FieldSummary;
  readonly total: number;
}) {
  const [isOpen, setOpen] = useState(false);
  const coverage = total === 0 ? 0 : Math.round((field.count / total) * 100);
  return (
    <div className="field-entry">
      <button type="button" className="field-name" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        <span className="field-type" title={field.type}>
          {letters[field.type]}
        </span>
        <span className="ellipsis">{field.name}</span>
        <span
          className="field-count numbers"
          title={`${formatCount(field.distinct)} distinct values, in ${coverage} % of the events`}
        >
          {formatCount(field.distinct)}
        </span>
      </button>
      {isOpen && <TopValues job={job} name={field.name} coverage={coverage} />}
    </div>
  );
}

function TopValues({
  job,
  name,
  coverage,
}: {
  readonly job: string;
  readonly name: string;
  readonly coverage: number;
}) {
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
  if (summary === undefined) return <Loader size={12} aria-label="Counting the values" />;
  const { statistics } = summary;
  return (
    <div className="top-values">
      <div className="muted">
        in {coverage} % of the events
        {statistics !== undefined && (
          <>
            , {formatNumber(statistics.minimum)} to {formatNumber(statistics.maximum)}, average{' '}
            {formatNumber(statistics.average)}
          </>
        )}
      </div>
      {summary.top.slice(0, 10).map(({ value, count }) => (
        <div key={value} className="top-value">
          <span className="top-bar" style={{ width: `${(count / Math.max(1, summary.count)) * 100}%` }} />
          <span className="ellipsis">
            <ValueMenu field={name} value={value} />
          </span>
          <span className="numbers muted">{formatCount(count)}</span>
        </div>
      ))}
    </div>
  );
}
