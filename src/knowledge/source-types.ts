/**
 * Saved source types: one props.conf in the data folder with a stanza each, the transforms.conf they name, and beside
 * them the shapes of files that are of a type. What is not understood stays in the files.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseConf, printConf } from './conf-file.ts';
import type { Stanza } from './conf-file.ts';
import { readJsonObject, readStanzas, writeWhole } from './plain-files.ts';

export interface SavedSourceType {
  readonly name: string;
  readonly description: string;
  readonly category: string;
  readonly settings: Readonly<Record<string, string>>;
  /** Shapes of files that are of this type. */
  readonly fingerprints: readonly string[];
}

/** Stanzas of transforms.conf by their names. */
export type Transforms = ReadonlyMap<string, Readonly<Record<string, string>>>;

/** Stanzas that name no source type but choose events in another way: they are kept and have no effect. */
const otherStanza = /^(source|host|rule|delayedrule)::|^default$/;

const propsFile = (folder: string): string => join(folder, 'props.conf');
const transformsFile = (folder: string): string => join(folder, 'transforms.conf');

export function readSourceTypes(folder: string): SavedSourceType[] {
  const fingerprints = Object.entries(readJsonObject(join(folder, 'fingerprints.json')));
  return readStanzas(propsFile(folder))
    .filter(({ name }) => !otherStanza.test(name))
    .map(({ name, settings: { description, category, ...settings } }) => ({
      name,
      description: description ?? '',
      category: category ?? 'Custom',
      settings,
      fingerprints: fingerprints.flatMap(([fingerprint, owner]) => (owner === name ? [fingerprint] : [])),
    }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

export function readTransforms(folder: string): Transforms {
  return new Map(readStanzas(transformsFile(folder)).map(({ name, settings }) => [name, settings]));
}

/** Replaces a type of that name. A fingerprint belongs to the type that was saved with it last. */
export function saveSourceType(folder: string, type: SavedSourceType): void {
  mkdirSync(folder, { recursive: true });
  writeStanzas(propsFile(folder), [
    {
      name: type.name,
      settings: {
        ...(type.description === '' ? {} : { description: type.description }),
        category: type.category,
        ...type.settings,
      },
    },
  ]);
  if (type.fingerprints.length === 0) return;
  const all = {
    ...readJsonObject(join(folder, 'fingerprints.json')),
    ...Object.fromEntries(type.fingerprints.map((fingerprint) => [fingerprint, type.name])),
  };
  writeWhole(join(folder, 'fingerprints.json'), `${JSON.stringify(all, null, 2)}\n`);
}

/** What it was made for is recognised by no shape any more. Whether there was one of that name. */
export function deleteSourceType(folder: string, name: string): boolean {
  const stanzas = readStanzas(propsFile(folder));
  const rest = stanzas.filter((stanza) => stanza.name !== name);
  if (rest.length === stanzas.length) return false;
  writeWhole(propsFile(folder), printConf(rest));
  const fingerprints = Object.entries(readJsonObject(join(folder, 'fingerprints.json')));
  const kept = Object.fromEntries(fingerprints.filter(([, owner]) => owner !== name));
  if (Object.keys(kept).length < fingerprints.length)
    writeWhole(join(folder, 'fingerprints.json'), `${JSON.stringify(kept, null, 2)}\n`);
  return true;
}

export interface ConfToImport {
  readonly props: string;
  readonly transforms?: string;
}
export interface ImportedConf {
  readonly sourcetypes: readonly string[];
  readonly transforms: readonly string[];
  readonly warnings: readonly string[];
}

/** Takes over the stanzas of such files; of the same name they replace what is there. */
export function importConf(folder: string, given: ConfToImport): ImportedConf {
  mkdirSync(folder, { recursive: true });
  const props = parseConf(given.props);
  const transforms = parseConf(given.transforms ?? '');
  writeStanzas(propsFile(folder), props.stanzas);
  writeStanzas(transformsFile(folder), transforms.stanzas);
  const others = props.stanzas.filter(({ name }) => otherStanza.test(name)).map(({ name }) => `[${name}]`);
  return {
    sourcetypes: props.stanzas.map(({ name }) => name).filter((name) => !otherStanza.test(name)),
    transforms: transforms.stanzas.map(({ name }) => name),
    warnings: [
      ...props.problems.map((problem) => `props.conf: ${problem}`),
      ...transforms.problems.map((problem) => `transforms.conf: ${problem}`),
      ...(others.length === 0 ? [] : [`Kept, but without effect, for they name no source type: ${others.join(', ')}.`]),
    ],
  };
}

/** Stanzas of the same name are replaced in their place, the others stay. */
function writeStanzas(path: string, stanzas: readonly Stanza[]): void {
  if (stanzas.length === 0) return;
  const all = new Map(readStanzas(path).map((stanza) => [stanza.name, stanza]));
  for (const stanza of stanzas) all.set(stanza.name, stanza);
  writeWhole(path, printConf([...all.values()]));
}
