/** The source types there are, pretrained and saved, as the engine's callers see them. */
import type { Hints } from './ingest/understanding/types.ts';
import { understand } from './ingest/understand.ts';
import { sourceTypes as pretrained } from './ingest/sourcetypes/registry.ts';
import type { InputSource } from './ingest/types.ts';
import {
  deleteSourceType,
  importConf,
  readSourceTypes,
  readTransforms,
  saveSourceType,
} from './knowledge/source-types.ts';
import { printConf } from './knowledge/conf-file.ts';
import type { Stanza } from './knowledge/conf-file.ts';
import { EngineProblem } from './protocol/index.ts';
import type { EngineMethods, SourceTypeInfo } from './protocol/index.ts';
import type { SourceTypeSettings } from './search/search-time.ts';

type Methods = Pick<
  EngineMethods,
  'sourcetype.list' | 'sourcetype.save' | 'sourcetype.delete' | 'sourcetype.import' | 'sourcetype.export'
>;

export class SourceTypeLibrary {
  readonly #folder: string;
  readonly methods: Methods;

  /** `folder`: of the files; `prepare` makes it. */
  constructor(
    folder: string,
    around: {
      prepare(): void;
      /** Of the newest import of a source type; empty where there is none. */
      importedSettings(name: string): Promise<Readonly<Record<string, string>>>;
      source(input: Parameters<Methods['sourcetype.save']>[0]['fingerprintOf'] & {}): Promise<InputSource>;
    },
  ) {
    this.#folder = folder;
    this.methods = {
      'sourcetype.list': async () => ({ sourcetypes: this.#list() }),
      'sourcetype.save': async ({ fingerprintOf, keepsImported, ...wanted }) => {
        around.prepare();
        const isNew = !readSourceTypes(folder).some(({ name }) => name === wanted.name);
        const before = keepsImported === true && isNew ? await around.importedSettings(wanted.name) : {};
        const type = { ...wanted, settings: { ...before, ...wanted.settings } };
        const source = fingerprintOf === undefined ? undefined : await around.source(fingerprintOf);
        const fingerprints =
          source === undefined
            ? []
            : [{}, { settings: type.settings }].map((hints) => understand(source, hints).fingerprint);
        saveSourceType(folder, { ...type, fingerprints: [...new Set(fingerprints)] });
        return { ...type, origin: 'saved' };
      },
      'sourcetype.delete': async ({ name }) => {
        if (!deleteSourceType(folder, name))
          throw new EngineProblem({ kind: 'request', message: `There is no saved source type "${name}".` });
        return {};
      },
      'sourcetype.import': async ({ props, transforms }) => {
        around.prepare();
        const done = importConf(folder, { props, ...(transforms === undefined ? {} : { transforms }) });
        return {
          sourcetypes: [...done.sourcetypes],
          transforms: [...done.transforms],
          warnings: [...done.warnings],
        };
      },
      'sourcetype.export': async ({ name }) => this.#export(name),
    };
  }

  /** What is known before a file is looked at. */
  hints(given: {
    readonly sourcetype?: string | undefined;
    readonly settings?: Record<string, string> | undefined;
    readonly timeZone?: string | undefined;
  }): Hints {
    const saved = readSourceTypes(this.#folder);
    return {
      ...(given.sourcetype === undefined ? {} : { sourcetype: given.sourcetype }),
      ...(given.settings === undefined ? {} : { settings: given.settings }),
      ...(given.timeZone === undefined ? {} : { timeZone: given.timeZone }),
      bySavedFingerprint: (fingerprint) => saved.find((type) => type.fingerprints.includes(fingerprint)),
      savedType: (name) => saved.find((type) => type.name === name)?.settings,
      transforms: readTransforms(this.#folder),
    };
  }

  /** As they are at this moment, for a search. */
  settings(): SourceTypeSettings {
    const saved = new Map(readSourceTypes(this.#folder).map((type) => [type.name, type.settings]));
    return { saved: (name) => saved.get(name), transforms: readTransforms(this.#folder) };
  }

  #list(): SourceTypeInfo[] {
    const saved = readSourceTypes(this.#folder);
    return [
      ...saved.map((type) => infoOf(type, 'saved')),
      ...pretrained
        .filter((type) => !saved.some(({ name }) => name === type.name))
        .map((type) => infoOf(type, 'built-in')),
    ];
  }

  #export(name: string | undefined): { props: string; transforms: string } {
    const chosen = this.#list().filter((type) => (name === undefined ? type.origin === 'saved' : type.name === name));
    if (name !== undefined && chosen.length === 0)
      throw new EngineProblem({
        kind: 'request',
        message: `There is no source type "${name}".`,
        hint: `There are: ${this.#list()
          .map((one) => one.name)
          .join(', ')}.`,
      });
    const named = new Set(
      chosen.flatMap(({ settings }) =>
        Object.entries(settings).flatMap(([key, value]) =>
          /^(REPORT|TRANSFORMS)-/.test(key) ? value.split(',').map((one) => one.trim()) : [],
        ),
      ),
    );
    const transforms = [...readTransforms(this.#folder)].filter(([one]) => name === undefined || named.has(one));
    return {
      props: printConf(
        chosen.map(({ name: title, description, category, settings }): Stanza => ({
          name: title,
          settings: { ...(description === '' ? {} : { description }), category, ...settings },
        })),
      ),
      transforms: printConf(transforms.map(([title, settings]) => ({ name: title, settings }))),
    };
  }
}

function infoOf(
  type: Pick<SourceTypeInfo, 'name' | 'description' | 'category'> & {
    readonly settings: Readonly<Record<string, string>>;
  },
  origin: SourceTypeInfo['origin'],
): SourceTypeInfo {
  const { name, description, category, settings } = type;
  return { name, description, category, origin, settings: { ...settings } };
}
