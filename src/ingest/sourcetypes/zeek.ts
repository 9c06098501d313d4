/** Zeek (once Bro): tab-delimited, the fields stand in a #fields line, times are epoch seconds. */
import type { SourceType } from './definition.ts';

export const zeek: SourceType = {
  name: 'zeek',
  description: 'Zeek log with its #fields line',
  category: 'Network',
  settings: {
    INDEXED_EXTRACTIONS: 'w3c',
    FIELD_DELIMITER: 'tab',
    FIELD_QUOTE: 'none',
    MISSING_VALUE_REGEX: '^\\(empty\\)$',
    TIMESTAMP_FIELDS: 'ts',
    TIME_FORMAT: '%s.%6N',
    KV_MODE: 'none',
    SHOULD_LINEMERGE: 'false',
  },
  samples: [],
};
