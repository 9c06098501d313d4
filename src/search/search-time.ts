/** Gives the catalogue's segments the fields that the settings of their source types make when events are searched. */
import type { DuckDBConnection } from '@duckdb/node-api';
import type { LoadedLookup } from '../knowledge/automatic-lookups.ts';
import { keysIn, noKeys } from '../knowledge/key-values.ts';
import type { FoundKeys } from '../knowledge/key-values.ts';
import { searchTimeFields } from '../knowledge/search-time-fields.ts';
import type { SearchTimeFields } from '../knowledge/search-time-fields.ts';
import type { Transforms } from '../knowledge/source-types.ts';
import type { SegmentFacts } from '../plan/catalogue.ts';
import type { StoredCatalogue } from '../store/catalogue.ts';
import { sampleTexts } from '../store/samples.ts';

export interface SourceTypeSettings {
  /** Of a saved source type; undefined where there is none: then those of each import hold. */
  saved(sourcetype: string): Readonly<Record<string, string>> | undefined;
  readonly transforms: Transforms;
}

/** Segments of a source type that are looked at for keys, and events of each. */
const sampledSegments = 8;
const sampledEvents = 1_000;

/** Keys found before, by what was looked at: segments never change. */
const foundBefore = new Map<string, FoundKeys>();

export async function withSearchTimeFields(
  catalogue: StoredCatalogue,
  types: SourceTypeSettings,
  /** The settings that each segment was imported with. */
  imported: ReadonlyMap<number, Readonly<Record<string, string>>>,
  connection: DuckDBConnection,
  load: (file: string) => Promise<LoadedLookup | undefined>,
): Promise<{ readonly catalogue: StoredCatalogue; readonly problems: readonly string[] }> {
  const settingsOf = (segment: SegmentFacts): Readonly<Record<string, string>> =>
    types.saved(segment.sourcetype) ?? imported.get(segment.id) ?? {};
  const problems = new Set<string>();
  const made = new Map<string, SearchTimeFields>();
  const lookups = new Map<string, LoadedLookup>();
  const segments: SegmentFacts[] = [];
  for (const segment of catalogue.facts.segments) {
    const settings = settingsOf(segment);
    const keys = segment.index.startsWith('_') ? noKeys : await keysOf(segment, settings, catalogue, connection);
    for (const name of lookupsOf(settings)) {
      const loaded = lookups.get(name) ?? (await load(types.transforms.get(name)?.filename ?? name));
      if (loaded !== undefined) lookups.set(name, loaded);
    }
    // Imports of one kind have the same columns: what was worked out for one holds for the next.
    const alike = JSON.stringify([settings, segment.fields, keys]);
    const found =
      made.get(alike) ??
      searchTimeFields({ settings, transforms: types.transforms, stored: segment.fields, keys, lookups });
    made.set(alike, found);
    for (const problem of found.problems) problems.add(problem);
    segments.push({ ...segment, derived: found.fields });
  }
  const derived = new Map(
    segments.map((one) => [one.id, new Map(one.derived.map(({ name, value }) => [name, value]))]),
  );
  return {
    catalogue: {
      facts: { segments },
      tables: {
        segment: (id) => ({ ...catalogue.tables.segment(id), derived: derived.get(id) ?? new Map() }),
      },
    },
    problems: [...problems],
  };
}

/** Names of lookups in LOOKUP- settings; what cannot be read is said when the fields are made. */
function lookupsOf(settings: Readonly<Record<string, string>>): string[] {
  return Object.entries(settings).flatMap(([key, value]) =>
    key.startsWith('LOOKUP-') ? (/^\s*(?:\w+=\S+\s+)*("[^"]+"|\S+)/.exec(value)?.[1] ?? '').replace(/^"|"$/g, '') : [],
  );
}

/** The keys in the text of some events of the segment's source type. */
async function keysOf(
  segment: SegmentFacts,
  settings: Readonly<Record<string, string>>,
  catalogue: StoredCatalogue,
  connection: DuckDBConnection,
): Promise<FoundKeys> {
  const mode = settings.KV_MODE ?? (settings.INDEXED_EXTRACTIONS === undefined ? 'auto' : 'none');
  if (mode === 'none') return noKeys;
  const kin = catalogue.facts.segments.filter(
    (one) => one.sourcetype === segment.sourcetype && one.index === segment.index,
  );
  const step = Math.max(1, kin.length / sampledSegments);
  const chosen = kin.filter((_, i) => Math.floor(i / step) !== Math.floor((i - 1) / step)).slice(0, sampledSegments);
  const tables = chosen.map((one) => catalogue.tables.segment(one.id).table);
  const seen = `${mode} ${tables.join(' ')} ${chosen.map((one) => one.rowCount).join(' ')}`;
  const before = foundBefore.get(seen);
  if (before !== undefined) return before;
  const events: string[] = [];
  for (const one of chosen)
    events.push(...(await sampleTexts(connection, catalogue.tables.segment(one.id).table, sampledEvents)));
  const found = keysIn(events, mode);
  foundBefore.set(seen, found);
  return found;
}
