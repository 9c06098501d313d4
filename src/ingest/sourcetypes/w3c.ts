/** W3C extended log (IIS, CloudFront): the fields stand in a #Fields: line. */
import type { SourceType } from './definition.ts';

export const w3c: SourceType = {
  name: 'iis',
  description: 'W3C extended log, as IIS writes it',
  category: 'Web',
  settings: { INDEXED_EXTRACTIONS: 'w3c', FIELD_DELIMITER: 'space', KV_MODE: 'none', SHOULD_LINEMERGE: 'false' },
  samples: [],
};
