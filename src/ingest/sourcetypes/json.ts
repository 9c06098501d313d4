/** One JSON object a line, or one after the other. Nested names are joined by dots, arrays marked by braces. */
import type { SourceType } from './definition.ts';

export const json: SourceType = {
  name: '_json',
  description: 'JSON objects, one a line or pretty-printed',
  category: 'Structured',
  settings: { INDEXED_EXTRACTIONS: 'json', KV_MODE: 'none', SHOULD_LINEMERGE: 'false' },
  samples: [],
};
