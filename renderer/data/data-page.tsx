/** What is stored: indexes, imports that can be undone, rejected records, and the source types. */
import { Button, Tabs } from '@mantine/core';
import { useState } from 'react';
import { currentEngine } from '../app/engine.ts';
import { showPage } from '../app/navigation.ts';
import { formatCount } from '../ui/format.ts';
import { InfoNote } from '../ui/notes.tsx';
import { ConfirmDeletion } from './confirm-deletion.tsx';
import type { Deletion } from './confirm-deletion.tsx';
import { ImportsTab } from './imports-tab.tsx';
import { IndexesTab } from './indexes-tab.tsx';
import { RejectedTab } from './rejected-tab.tsx';
import { SourceTypesTab } from './source-types-tab.tsx';
import { useDataSummary } from './summary-store.ts';
import './data.css';

export function DataPage() {
  const { indexes, imports, notices } = useDataSummary();
  const [deletion, setDeletion] = useState<Deletion>();
  const filled = (indexes ?? []).filter((index) => index.events > 0);
  const rejected = imports.reduce((sum, one) => sum + one.rejected, 0);
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
          <Tabs.Tab value="rejected">
            Rejected records
            {rejected > 0 && <span className="muted numbers"> {formatCount(rejected)}</span>}
          </Tabs.Tab>
          <Tabs.Tab value="sourcetypes">Source types</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="indexes" className="data-panel" tabIndex={0}>
          {filled.length === 0 ? <NothingYet /> : <IndexesTab indexes={filled} onDelete={setDeletion} />}
        </Tabs.Panel>
        <Tabs.Panel value="imports" className="data-panel" tabIndex={0}>
          {imports.length === 0 ? <NothingYet /> : <ImportsTab imports={imports} onDelete={setDeletion} />}
        </Tabs.Panel>
        <Tabs.Panel value="rejected" className="data-panel" tabIndex={0}>
          <RejectedTab />
        </Tabs.Panel>
        <Tabs.Panel value="sourcetypes" className="data-panel" tabIndex={0}>
          <SourceTypesTab />
        </Tabs.Panel>
      </Tabs>
      {deletion !== undefined && (
        <ConfirmDeletion
          title="Delete data"
          question={`${deletion.question} The file itself is not touched, and can be imported again.`}
          onDelete={() => currentEngine().call('data.delete', deletion.params)}
          onClose={() => setDeletion(undefined)}
        />
      )}
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
