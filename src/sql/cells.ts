/** Records of delimited files, a line each, and their cells: described without words of SQL, and spelled. */
import { lineCountSql, restoredSql, standIns } from './lines.ts';
import type { EventColumns } from './lines.ts';
import { sqlText } from './literal.ts';

export interface CellLines {
  /** One character. */
  readonly delimiter: string;
  /** One character; '' where no cell is quoted. */
  readonly quote: string;
  /** Characters were replaced by what stands for them. */
  readonly replaced: boolean;
  /** Some records are of several lines. */
  readonly tall: boolean;
  /** A name for each cell. */
  readonly names: readonly string[];
  /** The header's cells; a row that begins with the first of them is no plain one. */
  readonly header: readonly string[];
  /** 0-based places of the cells that hold the time, joined by a blank. */
  readonly timeCells: readonly number[];
}

function restored({ replaced, delimiter }: CellLines, text: string): string {
  return replaced ? restoredSql(text, delimiter) : text;
}

/** What the reader makes of a cell. */
function cellSql(cells: CellLines, cell: string): string {
  const { quote } = cells;
  if (quote === '') return cell;
  const inner = restored(cells, `substr(${cell}, 2, length(${cell}) - 2)`);
  return `CASE WHEN starts_with(${cell}, ${sqlText(quote)}) THEN replace(${inner}, ${sqlText(quote + quote)}, ${sqlText(quote)}) ELSE ${cell} END`;
}

const pieces = 'pieces';

/** The list of a line's cells, in the column `pieces`. */
function piecesSql({ delimiter }: CellLines, line: string): string {
  return `string_split(${line}, ${sqlText(delimiter)}) AS ${pieces}`;
}

/** Of rows with `line` and its pieces: the text that the time is read from. */
function timeTextSql(cells: CellLines): string {
  const texts = cells.timeCells.map((i) => cellSql(cells, `${pieces}[${i + 1}]`));
  return texts.length === 0 ? `''` : texts.join(` || ' ' || `);
}

/** True for a row of as many cells as there are columns, not all of them blank, that is no header. */
function isPlainSql(cells: CellLines, blanks: string): string {
  const { quote, delimiter, header, names } = cells;
  const quoted = (cell: string): string =>
    (quote + cell.replaceAll(quote, quote + quote) + quote).replaceAll(
      delimiter,
      String.fromCharCode(standIns.delimiter),
    );
  const spelled = (cell: string): string => `(${[cell, quoted(cell)].map(sqlText).join(', ')})`;
  // Two cells alike are enough to look closer.
  const repeats = header.slice(0, 2).map((cell, i) => `${pieces}[${i + 1}] IN ${spelled(cell)}`);
  // What begins with a letter or a digit is not blank, and that is quickly seen.
  const filled = `(line >= '0' AND line < ':') OR (line >= 'A' AND line < '[') OR (line >= 'a' AND line < '{') OR trim(line, ${sqlText(blanks + delimiter + quote + String.fromCharCode(...Object.values(standIns)))}) <> ''`;
  return [
    `len(${pieces}) = ${names.length}`,
    `(${filled})`,
    ...(repeats.length === 0 ? [] : [`NOT (${repeats.join(' AND ')})`]),
  ].join(' AND ');
}

/** `lines` (a table expression with the column `line`) with `text` to read the time from, and whether each is `plain`. */
export function cellLinesSql(cells: CellLines, lines: string, blanks: string): string {
  return `(SELECT line, ${timeTextSql(cells)} AS text, ${isPlainSql(cells, blanks)} AS plain FROM (SELECT line, ${piecesSql(cells, 'line')} FROM ${lines}))`;
}

/** The rows of `table` (which has the lines in `_raw`) and their fields, as `lineFieldsSql` gives them. */
export function cellFieldsSql(cells: CellLines, table: string): EventColumns {
  return {
    from: `(SELECT *, rowid AS place, ${piecesSql(cells, '_raw')} FROM ${table})`,
    fields: new Map(cells.names.map((name, i) => [name, `nullif(${cellSql(cells, `${pieces}[${i + 1}]`)}, '')`])),
    text: restored(cells, '_raw'),
    lineCount: cells.tall ? lineCountSql('_raw', standIns.lineFeed) : '1::BIGINT',
  };
}
