/** Delimited text: how rows part into columns, and where the header is. */
import { Autocomplete, TextInput } from '@mantine/core';
import { Panel } from './panel.tsx';
import type { PanelProps } from './panel.tsx';

const delimiters = [',', ';', 'tab', '|', 'space', ':'];

export function DelimitedPanel({ correction, change, result }: PanelProps) {
  const { delimited } = correction;
  const found = result?.settings ?? {};
  const set = (key: string, value: string): void => change({ delimited: { ...delimited, [key]: value } });
  return (
    <Panel
      title="Delimited"
      summary={result === undefined ? undefined : `${result.columns.length} columns`}
      startsOpen={Object.keys(delimited).length > 0}
    >
      <div className="fields">
        <Autocomplete
          label="FIELD_DELIMITER"
          data={delimiters}
          placeholder={found.FIELD_DELIMITER === '\t' ? 'tab' : (found.FIELD_DELIMITER ?? ',')}
          value={delimited.FIELD_DELIMITER ?? ''}
          onChange={(value) => set('FIELD_DELIMITER', value)}
        />
        <TextInput
          label="FIELD_QUOTE"
          placeholder={found.FIELD_QUOTE ?? '"'}
          value={delimited.FIELD_QUOTE ?? ''}
          onChange={(event) => set('FIELD_QUOTE', event.currentTarget.value)}
        />
        <TextInput
          label="HEADER_FIELD_LINE_NUMBER"
          description="Line of the file with the column names"
          inputMode="numeric"
          placeholder={found.HEADER_FIELD_LINE_NUMBER ?? '1'}
          value={delimited.HEADER_FIELD_LINE_NUMBER ?? ''}
          onChange={(event) => set('HEADER_FIELD_LINE_NUMBER', event.currentTarget.value.replace(/\D/g, ''))}
        />
        <TextInput
          label="FIELD_NAMES"
          description="Column names, where the file has none"
          placeholder={result?.columns.slice(0, 6).join(',') ?? ''}
          value={delimited.FIELD_NAMES ?? ''}
          onChange={(event) => set('FIELD_NAMES', event.currentTarget.value)}
        />
        <TextInput
          label="PREAMBLE_REGEX"
          description="Regular expression of lines to skip at the top"
          value={delimited.PREAMBLE_REGEX ?? ''}
          onChange={(event) => set('PREAMBLE_REGEX', event.currentTarget.value)}
          classNames={{ input: 'mono' }}
          spellCheck={false}
        />
      </div>
    </Panel>
  );
}
