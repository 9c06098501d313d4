/** Keeps the search that is shown: as a report, or as a panel of a dashboard. */
import { Autocomplete, Button, Menu, Modal, TextInput } from '@mantine/core';
import { Save } from 'lucide-react';
import { useState } from 'react';
import { dashboardSchema, panelSchema } from '../../src/protocol/index.ts';
import type { Problem, SearchState } from '../../src/protocol/index.ts';
import { showPage } from '../app/navigation.ts';
import { chartLook, useChartLook } from '../charts/chart-look.ts';
import { useSearch } from '../search/search-store.ts';
import { ProblemNote, problemOf } from '../ui/notes.tsx';
import { openDashboard, refreshLibrary, saveDashboard, saveReport, useLibrary } from './library-store.ts';
import './dashboards.css';

export function SaveAs({ state }: { readonly state: SearchState }) {
  const [what, setWhat] = useState<'report' | 'panel'>();
  const open = (next: 'report' | 'panel'): void => {
    setWhat(next);
    void refreshLibrary().catch(() => undefined);
  };
  return (
    <>
      <Menu position="bottom-end" transitionProps={{ duration: 0 }} shadow="md">
        <Menu.Target>
          <Button variant="subtle" color="gray" size="compact-xs" leftSection={<Save size={12} />}>
            Save as
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => open('report')}>Report ...</Menu.Item>
          <Menu.Item onClick={() => open('panel')}>Dashboard panel ...</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {what !== undefined && <SaveForm what={what} state={state} onClose={() => setWhat(undefined)} />}
    </>
  );
}

interface FormProps {
  readonly what: 'report' | 'panel';
  readonly state: SearchState;
  readonly onClose: () => void;
}

function SaveForm({ what, state, onClose }: FormProps) {
  const { ran, tab } = useSearch();
  const { reports, dashboards } = useLibrary();
  const look = chartLook(state, useChartLook());
  const [name, setName] = useState('');
  const [dashboardName, setDashboardName] = useState('');
  const [problem, setProblem] = useState<Problem>();
  if (ran === undefined) return null;
  const isChart = state.presentation === 'statistics' && tab === 'visualisation';
  const shared = {
    search: ran.text,
    ...ran.range,
    ...(isChart ? { chart: look.type, stacked: look.stack, nulls: look.nulls } : {}),
  };
  const saveAsReport = (): Promise<void> => saveReport({ name: name.trim(), description: '', ...shared });
  const saveAsPanel = async (): Promise<void> => {
    const panel = panelSchema.parse({
      title: name.trim(),
      kind: isChart ? 'chart' : state.presentation === 'events' ? 'events' : 'table',
      ...shared,
    });
    const found = dashboards.find((one) => one.dashboard.name === dashboardName.trim())?.dashboard;
    const dashboard = found ?? dashboardSchema.parse({ name: dashboardName.trim(), inputs: [{ kind: 'time' }] });
    await saveDashboard({ ...dashboard, panels: [...dashboard.panels, panel] });
    openDashboard(dashboard.name);
    showPage('dashboards');
  };
  const save = async (): Promise<void> => {
    try {
      await (what === 'report' ? saveAsReport() : saveAsPanel());
      onClose();
    } catch (error) {
      setProblem(problemOf(error));
    }
  };
  const isTaken = what === 'report' && reports.some((report) => report.name === name.trim());
  const isReady = name.trim() !== '' && (what === 'report' || dashboardName.trim() !== '');
  return (
    <Modal
      opened
      onClose={onClose}
      title={what === 'report' ? 'Save as report' : 'Save as dashboard panel'}
      transitionProps={{ duration: 0 }}
    >
      <form
        className="panel-form"
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <code className="saved-search">{ran.text}</code>
        <TextInput
          label={what === 'report' ? 'Name' : 'Title of the panel'}
          description={isTaken ? 'Takes the place of the report of this name.' : undefined}
          data-autofocus
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        {what === 'panel' && (
          <Autocomplete
            label="Dashboard"
            placeholder="One that is there, or a new name"
            data={dashboards.map(({ dashboard }) => dashboard.name)}
            value={dashboardName}
            onChange={setDashboardName}
          />
        )}
        {problem !== undefined && <ProblemNote problem={problem} />}
        <div className="panel-form-actions">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" disabled={!isReady}>
            Save
          </Button>
        </div>
      </form>
    </Modal>
  );
}
