/** A panel's settings as a form. */
import { Button, Modal, NumberInput, Select, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { DashboardPanel } from '../../src/protocol/index.ts';
import { charts } from '../charts/registry.ts';

interface Props {
  readonly panel: DashboardPanel;
  readonly onSave: (panel: DashboardPanel) => void;
  readonly onClose: () => void;
}

export function PanelForm({ panel, onSave, onClose }: Props) {
  const [draft, setDraft] = useState(panel);
  const change = (part: Partial<DashboardPanel>): void => setDraft({ ...draft, ...part });
  return (
    <Modal opened onClose={onClose} title="Panel" size="lg" transitionProps={{ duration: 0 }}>
      <form
        className="panel-form"
        onSubmit={(event) => {
          event.preventDefault();
          onSave(draft);
        }}
      >
        <TextInput
          label="Title"
          data-autofocus
          value={draft.title}
          onChange={(event) => change({ title: event.currentTarget.value })}
        />
        <div className="panel-form-row">
          <Select
            label="Shows"
            allowDeselect={false}
            data={[
              { value: 'chart', label: 'a chart' },
              { value: 'table', label: 'a table' },
              { value: 'events', label: 'events' },
              { value: 'text', label: 'text' },
            ]}
            value={draft.kind}
            onChange={(value) => change({ kind: value as DashboardPanel['kind'] })}
          />
          {draft.kind === 'chart' && (
            <Select
              label="Chart"
              placeholder="as the result suggests"
              clearable
              data={charts.map(({ type, label }) => ({ value: type, label }))}
              value={draft.chart ?? null}
              onChange={(value) =>
                setDraft(({ chart: _, ...rest }) => (value === null ? rest : { ...rest, chart: value }))
              }
            />
          )}
          {draft.kind === 'chart' && (
            <Select
              label="Stacking"
              allowDeselect={false}
              data={[
                { value: 'no', label: 'Side by side' },
                { value: 'yes', label: 'Stacked' },
                { value: 'percent', label: 'Stacked to 100 %' },
              ]}
              value={draft.stacked ?? 'no'}
              onChange={(value) => change({ stacked: value as NonNullable<DashboardPanel['stacked']> })}
            />
          )}
        </div>
        {draft.kind === 'text' ? (
          <Textarea
            label="Text"
            autosize
            minRows={3}
            value={draft.text ?? ''}
            onChange={(event) => change({ text: event.currentTarget.value })}
          />
        ) : (
          <Textarea
            label="Search"
            autosize
            minRows={3}
            classNames={{ input: 'mono' }}
            value={draft.search ?? ''}
            onChange={(event) => change({ search: event.currentTarget.value })}
          />
        )}
        <div className="panel-form-row">
          <NumberInput
            label="Width, of 12 columns"
            min={1}
            max={12}
            value={draft.width}
            onChange={(value) => change({ width: Math.min(12, Math.max(1, Number(value) || 1)) })}
          />
          <NumberInput
            label="Height, pixels"
            min={80}
            max={2000}
            step={20}
            value={draft.height}
            onChange={(value) => change({ height: Math.min(2000, Math.max(80, Number(value) || 80)) })}
          />
        </div>
        <div className="panel-form-actions">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit">Apply</Button>
        </div>
      </form>
    </Modal>
  );
}
