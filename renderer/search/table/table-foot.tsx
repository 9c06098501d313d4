/** Below the table: totals, and ways to take the rows elsewhere. */
import { Button, Checkbox, Menu } from '@mantine/core';
import { ClipboardCopy, Download } from 'lucide-react';
import { useState } from 'react';
import type { SearchState } from '../../../src/protocol/index.ts';
import { useEngine } from '../../app/engine.ts';
import { saveResultSnapshot } from '../../snapshot/collect.ts';
import { problemOf } from '../../ui/notes.tsx';
import { useSearch } from '../search-store.ts';
import { toggleTotals, useLooks } from './column-look.ts';
import { copyMarkdown, saveCsv, saveJson, saveParquet } from './export.ts';

export function TableFoot({ state, timeZone }: { readonly state: SearchState; readonly timeZone: string }) {
  const engine = useEngine();
  const { hasTotals } = useLooks();
  const { shownText } = useSearch();
  const [said, setSaid] = useState('');
  const hasNumbers = state.columns.some((column) => column.type === 'number');
  const run = (what: Promise<void> | undefined, done: string): void => {
    setSaid('Reading the rows ...');
    what?.then(
      () => setSaid(done),
      (error: unknown) => setSaid(problemOf(error).message),
    );
  };
  return (
    <footer className="statistics-foot">
      {hasNumbers && <Checkbox label="Totals" checked={hasTotals} onChange={toggleTotals} />}
      <span className="muted foot-said" role="status">
        {said}
      </span>
      <Menu position="top-end" transitionProps={{ duration: 0 }} shadow="md">
        <Menu.Target>
          <Button variant="subtle" color="gray" size="compact-xs" leftSection={<Download size={12} />}>
            Export
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item
            leftSection={<Download size={13} />}
            onClick={() => run(engine && saveCsv(engine, state, timeZone), 'Saved as CSV.')}
          >
            Save as CSV
          </Menu.Item>
          <Menu.Item
            leftSection={<Download size={13} />}
            onClick={() => run(engine && saveJson(engine, state), 'Saved as JSON lines.')}
          >
            Save as JSON lines
          </Menu.Item>
          <Menu.Item
            leftSection={<Download size={13} />}
            onClick={() => run(engine && saveParquet(engine, state), 'Saved as Parquet.')}
          >
            Save as Parquet
          </Menu.Item>
          <Menu.Item
            leftSection={<Download size={13} />}
            onClick={() =>
              run(engine && saveResultSnapshot(engine, state.job, shownText ?? 'Results', timeZone), 'Saved as HTML.')
            }
          >
            Save as HTML
          </Menu.Item>
          <Menu.Item
            leftSection={<ClipboardCopy size={13} />}
            onClick={() => run(engine && copyMarkdown(engine, state, timeZone), 'Copied as Markdown.')}
          >
            Copy as Markdown
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </footer>
  );
}
