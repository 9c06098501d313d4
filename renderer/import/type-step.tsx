/** Set source type: what was found and why on the left, the events it gives on the right. */
import { Button, Select } from '@mantine/core';
import { useState } from 'react';
import { useDataSummary } from '../data/summary-store.ts';
import { formatCounted } from '../ui/format.ts';
import { InfoNote, ProblemNote, WarningNote } from '../ui/notes.tsx';
import { AmbiguityChoice } from './ambiguity-choice.tsx';
import { correctionOf } from './wizard-store.ts';
import { isChanged, noCorrection, settingsOf } from './correction.ts';
import { EventPreview } from './event-preview.tsx';
import { BreakPanel } from './panels/break-panel.tsx';
import { DelimitedPanel } from './panels/delimited-panel.tsx';
import { MorePanel } from './panels/more-panel.tsx';
import { Panel } from './panels/panel.tsx';
import { TimePanel } from './panels/time-panel.tsx';
import { useFileCheck } from './file-check-hook.ts';
import { usePreview } from './preview-hook.ts';
import { SaveSourceType } from './save-source-type.tsx';
import { Confidence } from './source-step.tsx';
import { correct, readableFiles, showGroup, startImport, useWizard } from './wizard-store.ts';

export function TypeStep() {
  const wizard = useWizard();
  const { sourceTypes } = useDataSummary();
  const [fileIndex, setFileIndex] = useState(0);
  const [isSaving, setSaving] = useState(false);
  const files = readableFiles(wizard);
  const groups = [...new Set(files.map((file) => file.group))];
  const group = wizard.group ?? groups[0] ?? '';
  const inGroup = files.filter((file) => file.group === group);
  const file = inGroup[Math.min(fileIndex, inGroup.length - 1)];
  const correction = correctionOf(wizard, group);
  const { result, problem, isLoading } = usePreview(
    file,
    correction.sourcetype,
    settingsOf(correction),
    wizard.timeZone,
  );
  const check = useFileCheck(
    file,
    correction.sourcetype,
    settingsOf(correction),
    wizard.timeZone,
    result !== undefined && !result.complete && problem === undefined,
  );
  if (file === undefined) return <InfoNote>There is no readable file here. Add one in the step before.</InfoNote>;
  const change = (part: Parameters<typeof correct>[1]): void => correct(group, part);
  const found = result?.sourcetype ?? file.sourcetype;
  const isSure =
    result !== undefined &&
    result.confidence >= 0.8 &&
    result.timedCount === result.eventCount &&
    (check === undefined || check.timed === check.events) &&
    problem === undefined;
  return (
    <div className="type-step">
      <aside className="type-panels" aria-label="Source type settings">
        {groups.length > 1 && (
          <Select
            label={`Shape (${groups.length} among the files)`}
            allowDeselect={false}
            data={groups.map((one) => {
              const members = files.filter((other) => other.group === one);
              return {
                value: one,
                label: `${members[0]?.name ?? ''}${members.length > 1 ? ` and ${members.length - 1} more` : ''}`,
              };
            })}
            value={group}
            onChange={(value) => {
              setFileIndex(0);
              if (value !== null) showGroup(value);
            }}
          />
        )}
        {inGroup.length > 1 && (
          <Select
            label="File shown"
            description={`All ${inGroup.length} files of this shape get the same settings.`}
            allowDeselect={false}
            data={inGroup.map((one, i) => ({
              value: String(i),
              label: one.folder === '' ? one.name : `${one.folder}/${one.name}`,
            }))}
            value={String(Math.min(fileIndex, inGroup.length - 1))}
            onChange={(value) => setFileIndex(Number(value ?? 0))}
          />
        )}
        <div className="type-source">
          <Select
            label="Source type"
            searchable
            allowDeselect={false}
            data={[
              { value: '', label: `Found by itself: ${correction.sourcetype === undefined ? found : file.sourcetype}` },
              ...sourceTypes.map((type) => ({ value: type.name, label: type.name })),
            ]}
            value={correction.sourcetype ?? ''}
            onChange={(value) => change({ sourcetype: value === null || value === '' ? undefined : value })}
          />
          <div className="type-actions">
            {result !== undefined && <Confidence value={result.confidence} />}
            <span className="step-space" />
            {isChanged(correction) && (
              <Button variant="subtle" size="compact-xs" onClick={() => correct(group, noCorrection)}>
                Undo all
              </Button>
            )}
            <Button variant="default" size="compact-xs" onClick={() => setSaving(true)}>
              Save as...
            </Button>
          </div>
        </div>
        {result !== undefined && result.decisions.length > 0 && (
          <Panel title="Why" startsOpen={false}>
            <dl className="decisions">
              {result.decisions.map((decision, i) => (
                <div key={`${decision.about}-${i}`}>
                  <dt>
                    {decisionNames[decision.about]}: <strong>{decision.value}</strong>
                  </dt>
                  <dd>{decision.why}</dd>
                </div>
              ))}
            </dl>
          </Panel>
        )}
        <TimePanel correction={correction} change={change} result={result} />
        <BreakPanel correction={correction} change={change} />
        {(result?.columns.length ?? 0) > 0 && (
          <DelimitedPanel correction={correction} change={change} result={result} />
        )}
        <MorePanel correction={correction} change={change} effective={result?.settings ?? {}} />
      </aside>
      <div className="type-preview">
        {problem !== undefined && <ProblemNote problem={problem} />}
        {result?.ambiguity !== undefined && correction.timeMode !== 'advanced' && (
          <AmbiguityChoice ambiguity={result.ambiguity} change={change} />
        )}
        {result?.warnings.map((warning) => (
          <WarningNote key={warning}>{warning}</WarningNote>
        ))}
        {isSure && !isChanged(correction) && groups.length === 1 && (
          <div className="looks-right">
            <span>
              All {formatCounted(check?.events ?? result.eventCount, 'event')}{' '}
              {result.complete || check?.isDone === true ? '' : 'read so far '}have a time.
            </span>
            <Button size="compact-xs" variant="light" onClick={() => void startImport()}>
              Looks right: import into {wizard.index} now
            </Button>
          </div>
        )}
        <EventPreview result={result} check={check} isLoading={isLoading} timeZone={wizard.timeZone} />
      </div>
      {isSaving && (
        <SaveSourceType
          suggested={correction.sourcetype ?? ''}
          settings={result?.settings ?? settingsOf(correction)}
          onClose={() => setSaving(false)}
        />
      )}
    </div>
  );
}

const decisionNames = {
  sourcetype: 'Source type',
  charset: 'Characters',
  compression: 'Compression',
  event_breaks: 'Event breaks',
  timestamp: 'Time',
  zone: 'Time zone',
  delimiter: 'Delimiter',
  header: 'Header',
  fields: 'Fields',
} as const;
