/** What the page shows, gathered for a snapshot: drawings from the page, rows from the engine. */
import type { EngineClient } from '../../src/protocol/index.ts';
import { withOwnColours } from '../charts/picture.ts';
import { cellText } from '../search/table/cell-text.ts';
import { saveBlob } from '../ui/save-blob.ts';
import { snapshotHtml } from './snapshot-html.ts';
import type { SnapshotPart, SnapshotTable } from './snapshot-html.ts';

/** A browser opens a file of so many rows at once. */
const mostRows = 1_000;

/** Saves the panels below `place`, each marked with its job, as one HTML file. */
export async function saveDashboardSnapshot(
  engine: EngineClient,
  place: HTMLElement,
  name: string,
  timeZone: string,
): Promise<void> {
  const parts: SnapshotPart[] = [];
  for (const panel of place.querySelectorAll<HTMLElement>('section.panel'))
    parts.push(await partOf(engine, panel, timeZone));
  saveSnapshot(name, timeZone, parts);
}

export async function saveResultSnapshot(
  engine: EngineClient,
  job: string,
  title: string,
  timeZone: string,
): Promise<void> {
  saveSnapshot(title, timeZone, [{ title: '', width: 12, table: await tableOf(engine, job, timeZone) }]);
}

function saveSnapshot(title: string, timeZone: string, parts: readonly SnapshotPart[]): void {
  const style = getComputedStyle(document.documentElement);
  const html = snapshotHtml({
    title,
    remark: `As it was at ${new Date().toISOString().slice(0, 19)}Z. Times are in ${timeZone}.`,
    parts,
    colours: {
      background: style.getPropertyValue('--surface').trim(),
      text: style.getPropertyValue('--text').trim(),
      border: style.getPropertyValue('--border').trim(),
    },
  });
  const file = title
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 60);
  saveBlob(`${file === '' ? 'snapshot' : file}.html`, new Blob([html], { type: 'text/html' }));
}

async function partOf(engine: EngineClient, panel: HTMLElement, timeZone: string): Promise<SnapshotPart> {
  const { job, width } = panel.dataset;
  const textOf = (selector: string): string | undefined => panel.querySelector(selector)?.textContent ?? undefined;
  const text = textOf('.panel-text');
  const value = textOf('.single-number');
  const drawing = drawingOf(panel);
  const legend = [...panel.querySelectorAll<HTMLElement>('.legend-entry')].map((entry) => ({
    name: entry.textContent ?? '',
    colour: getComputedStyle(entry.querySelector('.legend-colour') ?? entry).backgroundColor,
  }));
  return {
    title: textOf('h2') ?? '',
    width: Number(width ?? 12),
    ...(text === undefined ? {} : { text }),
    ...(value === undefined ? {} : { number: { value, label: textOf('.single-number + .muted') ?? '' } }),
    ...(drawing === undefined ? {} : { drawing }),
    ...(legend.length === 0 ? {} : { legend }),
    ...(job === undefined ? {} : { table: await tableOf(engine, job, timeZone) }),
  };
}

/** The chart as it is drawn, with nothing in it that could act. */
function drawingOf(panel: HTMLElement): string | undefined {
  const svg = panel.querySelector<SVGSVGElement>('.chart-place svg');
  if (svg === null) return undefined;
  const { width, height } = svg.getBoundingClientRect();
  const copy = withOwnColours(svg);
  // In the page it fills its place.
  copy.removeAttribute('style');
  copy.setAttribute('viewBox', `0 0 ${width} ${height}`);
  copy.setAttribute('width', String(width));
  copy.setAttribute('height', String(height));
  for (const element of copy.querySelectorAll('script, foreignObject, style, a')) element.remove();
  for (const element of [copy, ...copy.querySelectorAll('*')])
    for (const { name } of [...element.attributes]) if (/^on|href$/i.test(name)) element.removeAttribute(name);
  return new XMLSerializer().serializeToString(copy);
}

async function tableOf(engine: EngineClient, job: string, timeZone: string): Promise<SnapshotTable> {
  const { columns, rows, rowCount } = await engine.call('search.page', { job, offset: 0, count: mostRows });
  return {
    columns: columns.map(({ name, type }) => ({ name, isNumber: type === 'number' })),
    rows: rows.map((row) =>
      row.map((value, i) => {
        const column = columns[i];
        return column === undefined ? '' : cellText(value, column, timeZone);
      }),
    ),
    rowCount,
  };
}
