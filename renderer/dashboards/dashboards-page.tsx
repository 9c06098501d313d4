/** All dashboards, or the one that is open. */
import { Button, TextInput } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { Problem } from '../../src/protocol/index.ts';
import { useEngineConnection } from '../app/engine.ts';
import { ProblemNote, problemOf, WarningNote } from '../ui/notes.tsx';
import { DashboardView } from './dashboard-view.tsx';
import { openDashboard, refreshLibrary, saveDashboard, useLibrary } from './library-store.ts';
import './dashboards.css';

export function DashboardsPage() {
  const { dashboards, open, unreadable } = useLibrary();
  const { generation } = useEngineConnection();
  const [problem, setProblem] = useState<Problem>();
  useEffect(() => {
    refreshLibrary().catch((error: unknown) => setProblem(problemOf(error)));
  }, [generation]);
  const kept = dashboards.find(({ dashboard }) => dashboard.name === open);
  if (kept !== undefined) return <DashboardView key={kept.dashboard.name} kept={kept} />;
  return (
    <div className="data-page">
      <h1 className="page-title">Dashboards</h1>
      {problem !== undefined && <ProblemNote problem={problem} />}
      {unreadable.map(({ file, message }) => (
        <WarningNote key={file}>
          {file} cannot be read and was left alone: {message}
        </WarningNote>
      ))}
      <NewDashboard taken={dashboards.map(({ dashboard }) => dashboard.name)} />
      <table className="plain-table" aria-label="Dashboards">
        <thead>
          <tr>
            <th>Name</th>
            <th>Shows</th>
            <th className="number">Panels</th>
            <th>From</th>
          </tr>
        </thead>
        <tbody>
          {dashboards.map(({ dashboard, origin }) => (
            <tr key={dashboard.name}>
              <td>
                <button type="button" className="plain link" onClick={() => openDashboard(dashboard.name)}>
                  {dashboard.name}
                </button>
              </td>
              <td>{dashboard.description}</td>
              <td className="number">{dashboard.panels.length}</td>
              <td>{origin === 'saved' ? 'you' : 'Grotto'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function NewDashboard({ taken }: { readonly taken: readonly string[] }) {
  const [name, setName] = useState('');
  const isTaken = taken.includes(name.trim());
  const [problem, setProblem] = useState<Problem>();
  const create = async (): Promise<void> => {
    try {
      await saveDashboard({
        name: name.trim(),
        description: '',
        inputs: [{ kind: 'time', label: 'Time' }],
        panels: [],
      });
      openDashboard(name.trim());
    } catch (error) {
      setProblem(problemOf(error));
    }
  };
  return (
    <form
      className="new-dashboard"
      onSubmit={(event) => {
        event.preventDefault();
        void create();
      }}
    >
      <TextInput
        aria-label="Name of a new dashboard"
        placeholder="Name of a new dashboard"
        value={name}
        error={isTaken ? 'There is one of this name.' : problem?.message}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Button type="submit" disabled={name.trim() === '' || isTaken}>
        Create
      </Button>
    </form>
  );
}
