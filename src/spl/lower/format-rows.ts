/** Rows as the condition a subsearch stands for. https://docs.splunk.com/Documentation/Splunk/latest/SearchReference/Format */
import type { CellValue } from '../../plan/types.ts';
import { quote } from '../syntax/printer.ts';

/** Brackets and words of the condition, in the order in which format takes them; `several` joins the values of one field. */
export interface FormatWords {
  readonly rowStart: string;
  readonly columnStart: string;
  readonly columns: string;
  readonly columnEnd: string;
  readonly rows: string;
  readonly rowEnd: string;
  readonly several: string;
}

export const defaultWords: FormatWords = {
  rowStart: '(',
  columnStart: '(',
  columns: 'AND',
  columnEnd: ')',
  rows: 'OR',
  rowEnd: ')',
  several: 'OR',
};

/** `( ( a="1" AND b="x" ) OR ( a="2" ) )`; a column named search or query is taken as it is; no rows give a condition that is never true. */
export function formatRows(
  names: readonly string[],
  rows: readonly (readonly CellValue[])[],
  words: FormatWords = defaultWords,
): string {
  const [only] = names;
  const groups = rows
    .map((row) => {
      const parts = names.flatMap((name, i) => {
        const value = row[i];
        if (value === null || value === undefined || name.startsWith('_')) return [];
        const values = Array.isArray(value) ? (value as readonly string[]) : [String(value)];
        const written = values.map((one) =>
          name === 'search' ? one : name === 'query' ? quote(one) : `${name}=${quote(one)}`,
        );
        return [
          written.length === 1
            ? (written[0] ?? '')
            : `${words.columnStart} ${written.join(` ${words.several} `)} ${words.columnEnd}`,
        ];
      });
      return parts.length === 0
        ? ''
        : names.length === 1 && only === 'search'
          ? (parts[0] ?? '')
          : `${words.columnStart} ${parts.join(` ${words.columns} `)} ${words.columnEnd}`;
    })
    .filter((group) => group !== '');
  if (groups.length === 0) return 'NOT ()';
  return names.length === 1 && only === 'search' && groups.length === 1
    ? (groups[0] ?? '')
    : `${words.rowStart} ${groups.join(` ${words.rows} `)} ${words.rowEnd}`;
}
