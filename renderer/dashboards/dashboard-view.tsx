/** A dashboard: its inputs, its panels on a grid of twelve columns, and both of them changed in place. */
import { ActionIcon, Button } from '@mantine/core';
import { ArrowLeft, ChevronLeft, ChevronRight, FileDown, Maximize2, Pencil, RefreshCw, Trash2 } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { panelSchema } from '../../src/protocol/index.ts';
import type { Dashboard, DashboardPanel, KeptDashboard } from '../../src/protocol/index.ts';
import { useEngine } from '../app/engine.ts';
import { setTimeZone, useSearch } from '../search/search-store.ts';
import { saveDashboardSnapshot } from '../snapshot/collect.ts';
import { DashboardInputs, startOf, tokensOf } from './dashboard-inputs.tsx';
import { Panel } from './dashboard-panel.tsx';
import { DashboardSource } from './dashboard-source.tsx';
import { deleteDashboard, openDashboard, saveDashboard } from './library-store.ts';
import { PanelForm } from './panel-form.tsx';

export function DashboardView({ kept }: { readonly kept: KeptDashboard }) {
  const { timeZone } = useSearch();
  const [draft, setDraft] = useState<Dashboard>();
  const dashboard = draft ?? kept.dashboard;
  const [chosen, setChosen] = useState(() => startOf(dashboard.inputs));
  const [round, setRound] = useState(0);
  const [edited, setEdited] = useState<number>();
  const [isSource, setSource] = useState(false);
  const page = useRef<HTMLDivElement>(null);
  const engine = useEngine();
  const saveSnapshot = (): void => {
    if (engine !== undefined && page.current !== null)
      void saveDashboardSnapshot(engine, page.current, dashboard.name, timeZone).catch(() => undefined);
  };
  const seconds = dashboard.refreshSeconds;
  useEffect(() => {
    if (seconds === undefined) return;
    const timer = setInterval(() => setRound((now) => now + 1), seconds * 1000);
    return () => clearInterval(timer);
  }, [seconds]);
  const setPanels = (panels: readonly DashboardPanel[]): void => setDraft({ ...dashboard, panels: [...panels] });
  const save = async (): Promise<void> => {
    await saveDashboard(dashboard);
    setDraft(undefined);
  };
  const tokens = tokensOf(dashboard.inputs, chosen);
  const panelToEdit = edited === undefined ? undefined : dashboard.panels[edited];
  return (
    <div className="dashboard" ref={page}>
      <div className="dashboard-head">
        <ActionIcon aria-label="All dashboards" title="All dashboards" onClick={() => openDashboard(undefined)}>
          <ArrowLeft size={16} />
        </ActionIcon>
        <h1 className="page-title ellipsis">{dashboard.name}</h1>
        <span className="muted ellipsis">{dashboard.description}</span>
        <span className="panel-space" />
        {draft === undefined ? (
          <>
            <ActionIcon aria-label="Run again" title="Run again" onClick={() => setRound(round + 1)}>
              <RefreshCw size={14} />
            </ActionIcon>
            <ActionIcon aria-label="Save as HTML" title="Save as HTML, with its data" onClick={saveSnapshot}>
              <FileDown size={14} />
            </ActionIcon>
            <ActionIcon
              aria-label="Full screen"
              title="Full screen"
              onClick={() => void page.current?.requestFullscreen()}
            >
              <Maximize2 size={14} />
            </ActionIcon>
            <Button variant="default" leftSection={<Pencil size={12} />} onClick={() => setDraft(dashboard)}>
              Edit
            </Button>
          </>
        ) : (
          <>
            <Button variant="default" onClick={() => setPanels([...dashboard.panels, newPanel()])}>
              Add panel
            </Button>
            <Button variant="default" onClick={() => setSource(true)}>
              Source
            </Button>
            {kept.origin === 'saved' && (
              <Button variant="subtle" color="red" onClick={() => void deleteDashboard(dashboard.name)}>
                Delete
              </Button>
            )}
            <Button variant="default" onClick={() => setDraft(undefined)}>
              Cancel
            </Button>
            <Button onClick={() => void save()}>Save</Button>
          </>
        )}
      </div>
      <DashboardInputs
        inputs={dashboard.inputs}
        chosen={chosen}
        timeZone={timeZone}
        onChange={setChosen}
        onTimeZone={setTimeZone}
      />
      <div className="dashboard-grid">
        {dashboard.panels.map((panel, i) => (
          <Panel
            key={`${i} ${panel.search ?? ''}`}
            panel={panel}
            tokens={tokens}
            range={chosen.range}
            timeZone={timeZone}
            round={round}
            tools={
              draft !== undefined && (
                <PanelTools panels={dashboard.panels} place={i} onChange={setPanels} onEdit={() => setEdited(i)} />
              )
            }
          />
        ))}
        {dashboard.panels.length === 0 && <p className="muted">There are no panels yet. Edit, then add one.</p>}
      </div>
      {panelToEdit !== undefined && (
        <PanelForm
          panel={panelToEdit}
          onClose={() => setEdited(undefined)}
          onSave={(panel) => {
            setPanels(dashboard.panels.map((one, i) => (i === edited ? panel : one)));
            setEdited(undefined);
          }}
        />
      )}
      {isSource && (
        <DashboardSource
          dashboard={dashboard}
          onClose={() => setSource(false)}
          onApply={(next) => {
            setDraft(next);
            setChosen(startOf(next.inputs));
            setSource(false);
          }}
        />
      )}
    </div>
  );
}

function newPanel(): DashboardPanel {
  return panelSchema.parse({ title: 'New panel', kind: 'chart', search: 'index=* | timechart count' });
}

interface ToolsProps {
  readonly panels: readonly DashboardPanel[];
  readonly place: number;
  readonly onChange: (panels: readonly DashboardPanel[]) => void;
  readonly onEdit: () => void;
}

function PanelTools({ panels, place, onChange, onEdit }: ToolsProps) {
  const move = (by: number): void => {
    const next = [...panels];
    const [panel] = next.splice(place, 1);
    if (panel !== undefined) next.splice(place + by, 0, panel);
    onChange(next);
  };
  return (
    <>
      <ActionIcon size={20} aria-label="Move before" disabled={place === 0} onClick={() => move(-1)}>
        <ChevronLeft size={13} />
      </ActionIcon>
      <ActionIcon size={20} aria-label="Move behind" disabled={place === panels.length - 1} onClick={() => move(1)}>
        <ChevronRight size={13} />
      </ActionIcon>
      <ActionIcon size={20} aria-label="Edit panel" title="Edit panel" onClick={onEdit}>
        <Pencil size={12} />
      </ActionIcon>
      <ActionIcon
        size={20}
        aria-label="Remove panel"
        title="Remove panel"
        onClick={() => onChange(panels.filter((_, i) => i !== place))}
      >
        <Trash2 size={12} />
      </ActionIcon>
    </>
  );
}
