/** A field made by marking its value in events: the expression, what it finds, and the place where it is kept. */
import { Button, Loader, Modal, Tabs, TextInput, Textarea } from '@mantine/core';
import { X } from 'lucide-react';
import { useMemo, useState } from 'react';
import type { Problem } from '../../../src/protocol/index.ts';
import { useDataSummary } from '../../data/summary-store.ts';
import { formatCount, formatCounted } from '../../ui/format.ts';
import { ProblemNote, WarningNote, problemOf } from '../../ui/notes.tsx';
import { run } from '../search-store.ts';
import { generateExpression } from './generate.ts';
import type { Example } from './generate.ts';
import { Marking } from './marking.tsx';
import { SampleEvents } from './sample-events.tsx';
import { useSample } from './sample-hook.ts';
import { nameProblem, saveField } from './save-field.ts';
import { ValueList } from './value-list.tsx';
import './extract.css';

interface Props {
  /** The event from which the person began. */
  readonly text: string;
  readonly sourcetype: string;
  readonly onClose: () => void;
}

export function ExtractDialog({ text, sourcetype, onClose }: Props) {
  const { sourceTypes } = useDataSummary();
  const [name, setName] = useState('');
  const [marking, setMarking] = useState(text);
  const [examples, setExamples] = useState<readonly Example[]>([]);
  const [counterExamples, setCounterExamples] = useState<readonly string[]>([]);
  const [byHand, setByHand] = useState<string>();
  const [problem, setProblem] = useState<Problem>();
  const field = nameProblem(name) === undefined ? name : 'field';
  const generated = useMemo(
    () => generateExpression(field, examples, counterExamples),
    [field, examples, counterExamples],
  );
  const expression = byHand ?? generated;
  const sample = useSample(sourcetype, expression, field);
  const known = sourceTypes.find((type) => type.name === sourcetype);

  const mark = (example: Example): void => {
    setByHand(undefined);
    setExamples((now) => [...now.filter((one) => one.text !== example.text), example]);
    setCounterExamples((now) => now.filter((one) => one !== example.text));
  };
  const save = async (): Promise<void> => {
    if (expression === undefined) return;
    try {
      await saveField(sourcetype, known, field, expression);
      onClose();
      void run();
    } catch (error) {
      setProblem(problemOf(error));
    }
  };
  const isNamed = expression !== undefined && /\(\?P?<\w+>/.test(expression);
  return (
    <Modal
      opened
      onClose={onClose}
      title={`Extract a field of ${sourcetype}`}
      size="90%"
      transitionProps={{ duration: 0 }}
    >
      <div className="extract">
        <Marking key={marking} text={marking} example={examples.find((one) => one.text === marking)} onMark={mark} />
        <div className="extract-row">
          <TextInput
            label="Field name"
            placeholder="order_id"
            value={name}
            error={name === '' ? undefined : nameProblem(name)}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <Textarea
            className="extract-expression"
            classNames={{ input: 'mono' }}
            label="Regular expression"
            autosize
            minRows={1}
            maxRows={4}
            value={expression ?? ''}
            placeholder="Made from what you mark; or write one with (?<name>...)"
            onChange={(event) =>
              setByHand(event.currentTarget.value.trim() === '' ? undefined : event.currentTarget.value)
            }
          />
          {byHand !== undefined && (
            <Button variant="default" onClick={() => setByHand(undefined)}>
              Make it again
            </Button>
          )}
        </div>
        <Examples
          examples={examples}
          counterExamples={counterExamples}
          onShow={setMarking}
          onDrop={(dropped) => {
            setExamples((now) => now.filter((one) => one.text !== dropped));
            setCounterExamples((now) => now.filter((one) => one !== dropped));
          }}
        />
        {examples.length > 0 && generated === undefined && byHand === undefined && (
          <WarningNote>
            No one expression takes all that is marked and nothing else. Take an example away, or write the expression
            yourself.
          </WarningNote>
        )}
        {sample.problem !== undefined && <ProblemNote problem={sample.problem} />}
        {problem !== undefined && <ProblemNote problem={problem} />}
        <Found
          sample={sample}
          expression={expression}
          field={field}
          onExample={setMarking}
          onCounterExample={(one) => setCounterExamples((now) => [...now.filter((other) => other !== one), one])}
        />
        <div className="extract-foot">
          <span className="muted">
            Kept as EXTRACT-{field} with the source type {sourcetype}; it acts on all its events at once.
          </span>
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button
            disabled={!isNamed || nameProblem(name) !== undefined || sample.problem !== undefined}
            onClick={() => void save()}
          >
            Save the field
          </Button>
        </div>
      </div>
    </Modal>
  );
}

function Examples({
  examples,
  counterExamples,
  onShow,
  onDrop,
}: {
  readonly examples: readonly Example[];
  readonly counterExamples: readonly string[];
  readonly onShow: (text: string) => void;
  readonly onDrop: (text: string) => void;
}) {
  if (examples.length + counterExamples.length === 0) return null;
  return (
    <ul className="extract-examples" aria-label="Examples">
      {[
        ...examples.map(({ text, start, end }) => ({ text, label: text.slice(start, end) })),
        ...counterExamples.map((text) => ({ text, label: `not: ${text}` })),
      ].map(({ text, label }) => (
        <li key={text}>
          <button type="button" className="plain mono ellipsis" title={text} onClick={() => onShow(text)}>
            {label}
          </button>
          <button type="button" className="plain" aria-label={`Take ${label} away`} onClick={() => onDrop(text)}>
            <X size={11} aria-hidden />
          </button>
        </li>
      ))}
    </ul>
  );
}

function Found({
  sample,
  expression,
  field,
  onExample,
  onCounterExample,
}: {
  readonly sample: ReturnType<typeof useSample>;
  readonly expression: string | undefined;
  readonly field: string;
  readonly onExample: (text: string) => void;
  readonly onCounterExample: (text: string) => void;
}) {
  const events = sample.events ?? [];
  const matching = events.filter(({ value }) => value !== null);
  const others = events.filter(({ value }) => value === null);
  const values = useMemo(() => countedValues(matching.map(({ value }) => value ?? '')), [matching]);
  const lists = { expression, field, onExample, onCounterExample };
  return (
    <>
      <div className="extract-count" role="status">
        {sample.isRunning && <Loader size={12} aria-label="Trying the expression" />}
        {expression === undefined
          ? `${formatCounted(events.length, 'event')} to try it on`
          : `${formatCount(matching.length)} of ${formatCounted(events.length, 'event')} match`}
      </div>
      <Tabs defaultValue="matching" keepMounted={false} className="extract-tabs">
        <Tabs.List>
          <Tabs.Tab value="matching">Matching ({formatCount(matching.length)})</Tabs.Tab>
          <Tabs.Tab value="others">Not matching ({formatCount(others.length)})</Tabs.Tab>
          <Tabs.Tab value="values">Values ({formatCount(values.length)})</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="matching" className="extract-panel" tabIndex={0}>
          <SampleEvents label="Events that match" events={matching} {...lists} />
        </Tabs.Panel>
        <Tabs.Panel value="others" className="extract-panel" tabIndex={0}>
          <SampleEvents label="Events that do not match" events={others} {...lists} />
        </Tabs.Panel>
        <Tabs.Panel value="values" className="extract-panel" tabIndex={0}>
          <ValueList values={values} total={matching.length} />
        </Tabs.Panel>
      </Tabs>
    </>
  );
}

function countedValues(values: readonly string[]): { readonly value: string; readonly count: number }[] {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].map(([value, count]) => ({ value, count })).sort((a, b) => b.count - a.count);
}
