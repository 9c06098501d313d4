/** What a bench measured: printed as it comes, and kept as a part of docs/performance.md where --write asks for it. */
import { readFileSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { version as clientVersion } from '@duckdb/node-api';

const page = 'docs/performance.md';

export class Report {
  readonly #markdown: string[] = [];
  readonly #budgets: (readonly string[])[] = [];

  text(text: string): void {
    process.stdout.write(`\n${text}\n`);
    this.#markdown.push(text);
  }

  /** Numbers stand right, the first column left. */
  table(head: readonly string[], rows: readonly (readonly string[])[]): void {
    const all = [head, ...rows];
    const widths = head.map((_, i) => Math.max(...all.map((row) => row[i]?.length ?? 0)));
    const aligned = all.map((row) =>
      row.map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0))).join('  '),
    );
    process.stdout.write(`\n${aligned.join('\n')}\n`);
    const line = (row: readonly string[]): string => `| ${row.join(' | ')} |`;
    this.#markdown.push(
      [line(head), line(head.map((_, i) => (i === 0 ? '---' : '---:'))), ...rows.map(line)].join('\n'),
    );
  }

  /** Lower is better. What was not measured, or has no budget, is left out. */
  budget(what: string, measured: number, most: number, unit = ''): void {
    if (!Number.isFinite(measured) || !Number.isFinite(most)) return;
    const shown = (value: number): string => `${Number(value.toPrecision(3))}${unit === '' ? '' : ` ${unit}`}`;
    this.#budgets.push([what, shown(measured), shown(most), measured <= most ? 'met' : 'missed']);
  }

  /** The table of all budgets, and with `isWritten` the part of the page that has this name. */
  end(name: string, isWritten: boolean): void {
    if (this.#budgets.length > 0) this.table(['budget', 'measured', 'at most', ''], this.#budgets);
    if (!isWritten) return;
    const text = readFileSync(page, 'utf8');
    const [begin, end] = [`<!-- begin ${name} -->`, `<!-- end ${name} -->`];
    const [from, to] = [text.indexOf(begin), text.indexOf(end)];
    if (from < 0 || to < from) throw new Error(`${page} has no part ${name}.`);
    const part = [begin, `Measured on ${new Date().toISOString().slice(0, 10)}: ${machine()}.`, ...this.#markdown, end];
    writeFileSync(page, text.slice(0, from) + part.join('\n\n') + text.slice(to + end.length));
  }
}

export function machine(): string {
  const processors = cpus();
  return `${processors.length} x ${processors[0]?.model.trim() ?? 'unknown processor'}, ${(totalmem() / 2 ** 30).toFixed(0)} GiB, ${process.platform} ${process.arch}, Node ${process.versions.node}, DuckDB ${clientVersion()}`;
}
