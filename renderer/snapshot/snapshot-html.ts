/**
 * Results as one HTML file that needs nothing else: text, tables and drawings. Pure. Every text from data is escaped, and the
 * file forbids itself scripts and anything from elsewhere.
 */

export interface SnapshotTable {
  readonly columns: readonly { readonly name: string; readonly isNumber: boolean }[];
  readonly rows: readonly (readonly string[])[];
  /** Of the whole result, of which `rows` may be the first. */
  readonly rowCount: number;
}

export interface SnapshotPart {
  readonly title: string;
  /** Of twelve columns. */
  readonly width: number;
  readonly text?: string;
  /** One large number and what it is. */
  readonly number?: { readonly value: string; readonly label: string };
  /** An SVG element's source, made by the page itself. */
  readonly drawing?: string;
  readonly legend?: readonly { readonly name: string; readonly colour: string }[];
  readonly table?: SnapshotTable;
}

export interface Snapshot {
  readonly title: string;
  /** When and of what it was made. */
  readonly remark: string;
  readonly parts: readonly SnapshotPart[];
  readonly colours: { readonly background: string; readonly text: string; readonly border: string };
}

const policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";

export function snapshotHtml({ title, remark, parts, colours }: Snapshot): string {
  const style = `
:root { --border: ${colourOf(colours.border)}; }
body { margin: 24px; background: ${colourOf(colours.background)}; color: ${colourOf(colours.text)}; font: 13px/1.45 system-ui, sans-serif; }
h1 { margin: 0; font-size: 18px; }
.remark { margin: 4px 0 16px; opacity: 0.75; }
main { display: grid; grid-template-columns: repeat(12, minmax(0, 1fr)); gap: 12px; }
section { min-width: 0; padding: 10px 12px; border: 1px solid var(--border); border-radius: 6px; }
h2 { margin: 0 0 8px; font-size: 13px; }
svg { max-width: 100%; height: auto; }
.number { font-size: 34px; font-weight: 700; }
.legend { display: flex; flex-wrap: wrap; gap: 4px 14px; margin: 8px 0; padding: 0; list-style: none; }
.legend i { display: inline-block; width: 10px; height: 10px; margin-right: 6px; border-radius: 2px; }
.table { max-height: 480px; overflow: auto; }
table { border-collapse: collapse; font-size: 12px; }
th, td { padding: 3px 10px 3px 0; border-bottom: 1px solid var(--border); text-align: start; vertical-align: top; overflow-wrap: anywhere; }
.n { text-align: end; font-variant-numeric: tabular-nums; }
@media print { .table { max-height: none; } }
@media (max-width: 800px) { section { grid-column: 1 / -1 !important; } }`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title>
<style>${style}
</style>
</head>
<body>
<h1>${escaped(title)}</h1>
<p class="remark">${escaped(remark)}</p>
<main>
${parts.map(partHtml).join('\n')}
</main>
</body>
</html>
`;
}

function partHtml(part: SnapshotPart): string {
  const table = part.table === undefined ? '' : tableHtml(part.table);
  // Beside a drawing its numbers are folded away.
  const isDrawn = part.drawing !== undefined || part.number !== undefined;
  return [
    `<section style="grid-column: span ${Math.max(1, Math.min(12, Math.round(part.width)))}">`,
    part.title === '' ? '' : `<h2>${escaped(part.title)}</h2>`,
    part.text === undefined ? '' : `<p>${escaped(part.text)}</p>`,
    part.number === undefined
      ? ''
      : `<div class="number">${escaped(part.number.value)}</div><div>${escaped(part.number.label)}</div>`,
    part.drawing ?? '',
    part.legend === undefined ? '' : legendHtml(part.legend),
    table === '' ? '' : isDrawn ? `<details><summary>Table</summary>${table}</details>` : table,
    '</section>',
  ]
    .filter((line) => line !== '')
    .join('\n');
}

function legendHtml(legend: NonNullable<SnapshotPart['legend']>): string {
  const entries = legend.map(
    ({ name, colour }) => `<li><i style="background: ${colourOf(colour)}"></i>${escaped(name)}</li>`,
  );
  return `<ul class="legend">${entries.join('')}</ul>`;
}

function tableHtml({ columns, rows, rowCount }: SnapshotTable): string {
  const kind = (i: number): string => (columns[i]?.isNumber === true ? ' class="n"' : '');
  const head = columns.map(({ name }, i) => `<th scope="col"${kind(i)}>${escaped(name)}</th>`).join('');
  const body = rows.map((row) => `<tr>${row.map((cell, i) => `<td${kind(i)}>${escaped(cell)}</td>`).join('')}</tr>`);
  const rest = rowCount > rows.length ? `<p>The first ${rows.length} of ${rowCount} rows.</p>` : '';
  return `<div class="table"><table><thead><tr>${head}</tr></thead><tbody>\n${body.join('\n')}\n</tbody></table></div>${rest}`;
}

const signs: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => signs[sign] ?? sign);
}

/** Only what a colour is written with. */
function colourOf(text: string): string {
  return /^[#\w(),.%\s-]*$/.test(text) ? text : 'currentColor';
}
