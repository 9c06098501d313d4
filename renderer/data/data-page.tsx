/** What is stored: indexes, imports that can be undone, and the source types. */
import { Button, Modal, Tabs } from '@mantine/core';
import { useState } from 'react';
import type { ReactNode } from 'react';
import type { ImportInfo, IndexInfo, Problem, SourceTypeInfo } from '../../src/protocol/index.ts';
import { currentEngine } from '../app/engine.ts';
import { openSearch, showPage } from '../app/navigation.ts';
import { formatBytes, formatCount, formatCounted } from '../ui/format.ts';
import { InfoNote, ProblemNote, problemOf } from '../ui/notes.tsx';
import { refreshData, useDataSummary } from './summary-store.ts';
import './data.css';

interface Deletion {
  readonly question: string;
  readonly params: { readonly index: string } | { readonly importId: number };
}

export function DataPage() {
  const { indexes, imports, sourceTypes, notices } = useDataSummary();
  const [deletion, setDeletion] = useState<Deletion>();
  const filled = (indexes ?? []).filter((index) => index.events > 0);
  return (
    <div className="data-page">
      <h1 className="page-title">Data</h1>
      {notices.map((notice) => (
        <InfoNote key={notice}>{notice}</InfoNote>
      ))}
      <Tabs defaultValue="indexes" keepMounted={false} className="data-tabs">
        <Tabs.List>
          <Tabs.Tab value="indexes">Indexes</Tabs.Tab>
          <Tabs.Tab value="imports">Imports</Tabs.Tab>
          <Tabs.Tab value="sourcetypes">Source types</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="indexes" className="data-panel" tabIndex={0}>
          {filled.length === 0 ? <NothingYet /> : <Indexes indexes={filled} onDelete={setDeletion} />}
        </Tabs.Panel>
        <Tabs.Panel value="imports" className="data-panel" tabIndex={0}>
          {imports.length === 0 ? <NothingYet /> : <Imports imports={imports} onDelete={setDeletion} />}
        </Tabs.Panel>
        <Tabs.Panel value="sourcetypes" className="data-panel" tabIndex={0}>
          <SourceTypes sourceTypes={sourceTypes} />
        </Tabs.Panel>
      </Tabs>
      {deletion !== undefined && <ConfirmDeletion deletion={deletion} onClose={() => setDeletion(undefined)} />}
    </div>
  );
}

function NothingYet() {
  return (
    <InfoNote
      action={
        <Button size="compact-xs" onClick={() => showPage('import')}>
          Add data
        </Button>
      }
    >
      Nothing is stored yet. Drop a file anywhere on this window.
    </InfoNote>
  );
}

const day = (time: string | null): string => (time === null ? '' : time.replace('T', ' ').slice(0, 19));

function Indexes({
  indexes,
  onDelete,
}: {
  readonly indexes: readonly IndexInfo[];
  readonly onDelete: (deletion: Deletion) => void;
}) {
  return (
    <Table head={['Index', '#Events', '#Size read', 'First (UTC)', 'Last (UTC)', 'Source types', '']} label="Indexes">
      {indexes.map((index) => (
        <tr key={index.index}>
          <td>
            <button type="button" className="plain link" onClick={() => openSearch(`index=${index.index}`)}>
              {index.index}
            </button>
          </td>
          <td className="number">{formatCount(index.events)}</td>
          <td className="number">{formatBytes(index.bytes)}</td>
          <td className="numbers">{day(index.firstTime)}</td>
          <td className="numbers">{day(index.lastTime)}</td>
          <td>{index.sourcetypes.join(', ')}</td>
          <td className="number">
            <Button
              variant="subtle"
              color="red"
              size="compact-xs"
              onClick={() =>
                onDelete({
                  question: `Delete the index ${index.index} with ${formatCounted(index.events, 'event')}?`,
                  params: { index: index.index },
                })
              }
            >
              Delete
            </Button>
          </td>
        </tr>
      ))}
    </Table>
  );
}

function Imports({
  imports,
  onDelete,
}: {
  readonly imports: readonly ImportInfo[];
  readonly onDelete: (deletion: Deletion) => void;
}) {
  return (
    <Table
      head={['File', 'Index', 'Source type', '#Events', '#Rejected', '#Without time', '#Size', 'Imported (UTC)', '']}
      label="Imports"
    >
      {imports.map((one) => (
        <tr key={one.importId}>
          <td title={one.file}>{one.file.split(/[\\/]/).at(-1)}</td>
          <td>{one.index}</td>
          <td>{one.sourcetype}</td>
          <td className="number">{formatCount(one.events)}</td>
          <td className="number">{formatCount(one.rejected)}</td>
          <td className="number">{formatCount(one.untimed)}</td>
          <td className="number">{formatBytes(one.bytes)}</td>
          <td className="numbers">{day(one.at)}</td>
          <td className="number">
            <Button
              variant="subtle"
              color="red"
              size="compact-xs"
              onClick={() =>
                onDelete({
                  question: `Undo this import: delete its ${formatCounted(one.events, 'event')} from ${one.index}?`,
                  params: { importId: one.importId },
                })
              }
            >
              Undo
            </Button>
          </td>
        </tr>
      ))}
    </Table>
  );
}

function SourceTypes({ sourceTypes }: { readonly sourceTypes: readonly SourceTypeInfo[] }) {
  return (
    <Table head={['Name', 'Category', 'Description', 'Settings']} label="Source types">
      {sourceTypes.map((type) => (
        <tr key={type.name}>
          <td>
            {type.name}
            {type.origin === 'saved' && <span className="muted"> (yours)</span>}
          </td>
          <td>{type.category}</td>
          <td>{type.description}</td>
          <td className="mono settings">
            {Object.entries(type.settings).map(([key, value]) => (
              <div key={key}>
                {key} = {value}
              </div>
            ))}
          </td>
        </tr>
      ))}
    </Table>
  );
}

/** A head that begins with # is over numbers. */
function Table({
  head,
  label,
  children,
}: {
  readonly head: readonly string[];
  readonly label: string;
  readonly children: ReactNode;
}) {
  return (
    <table className="plain-table" aria-label={label}>
      <thead>
        <tr>
          {head.map((text, i) => (
            <th key={i} className={text.startsWith('#') ? 'number' : undefined}>
              {text.replace('#', '')}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>{children}</tbody>
    </table>
  );
}

function ConfirmDeletion({ deletion, onClose }: { readonly deletion: Deletion; readonly onClose: () => void }) {
  const [problem, setProblem] = useState<Problem>();
  const [isRunning, setRunning] = useState(false);
  const remove = async (): Promise<void> => {
    setRunning(true);
    try {
      await currentEngine().call('data.delete', deletion.params);
      await refreshData();
      onClose();
    } catch (error) {
      setRunning(false);
      setProblem(problemOf(error));
    }
  };
  return (
    <Modal opened onClose={onClose} title="Delete data" transitionProps={{ duration: 0 }}>
      <p className="confirm-text">{deletion.question} The file itself is not touched, and can be imported again.</p>
      {problem !== undefined && <ProblemNote problem={problem} />}
      <div className="confirm-actions">
        <Button variant="default" data-autofocus onClick={onClose}>
          Keep
        </Button>
        <Button color="red" loading={isRunning} onClick={() => void remove()}>
          Delete
        </Button>
      </div>
    </Modal>
  );
}
