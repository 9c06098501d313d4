/** Delimited files with a header. Fields are the columns. */
import type { SourceType } from './definition.ts';

export const csv: SourceType = {
  name: 'csv',
  description: 'Comma or otherwise delimited file',
  category: 'Structured',
  settings: { INDEXED_EXTRACTIONS: 'csv', KV_MODE: 'none', SHOULD_LINEMERGE: 'false' },
  samples: [],
};
export const tsv: SourceType = {
  name: 'tsv',
  description: 'Tab delimited file',
  category: 'Structured',
  settings: { INDEXED_EXTRACTIONS: 'tsv', FIELD_DELIMITER: 'tab', KV_MODE: 'none', SHOULD_LINEMERGE: 'false' },
  samples: [],
};
export const psv: SourceType = {
  name: 'psv',
  description: 'Pipe delimited file',
  category: 'Structured',
  settings: { INDEXED_EXTRACTIONS: 'psv', FIELD_DELIMITER: '|', KV_MODE: 'none', SHOULD_LINEMERGE: 'false' },
  samples: [],
};
