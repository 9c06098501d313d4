/** Results as a CSV file that spreadsheets open safely. */
import Papa from 'papaparse';
import type { EngineClient, SearchState } from '../../../src/protocol/index.ts';
import { saveBlob } from '../../ui/save-blob.ts';
import { cellText } from './cell-text.ts';

const pageSize = 10_000;
/** The page builds the file in memory. */
const mostRows = 500_000;

export async function downloadCsv(engine: EngineClient, state: SearchState, timeZone: string): Promise<void> {
  const names = state.columns.map((column) => column.name);
  const parts: string[] = [Papa.unparse([names])];
  for (let offset = 0; offset < Math.min(state.rowCount, mostRows); offset += pageSize) {
    const { rows } = await engine.call('search.page', { job: state.job, offset, count: pageSize });
    const lines = rows.map((row) =>
      row.map((value, i) => {
        const column = state.columns[i];
        // Numbers stay exact; the table's grouping is for reading only.
        if (typeof value === 'number' && column?.type !== 'time') return value;
        return column === undefined ? '' : cellText(value, column, timeZone);
      }),
    );
    // A value such as =1+1 must stay text where the file is opened.
    parts.push(Papa.unparse(lines, { escapeFormulae: true }));
  }
  saveBlob('results.csv', new Blob([parts.join('\r\n')], { type: 'text/csv' }));
}
