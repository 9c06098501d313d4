/** `sourcetypes`: the source types there are, shown and kept as stanzas of props.conf. */
import { readFileSync } from 'node:fs';
import { EngineProblem } from '../engine.ts';
import type { Command, CommandCall } from './command.ts';
import { dataOption, outputOption, settings, text, usage } from './command.ts';
import { outputFormat, write, writeRecords } from './output.ts';

export const sourceTypesCommand: Command = {
  name: 'sourcetypes',
  synopsis:
    '[show NAME | save NAME --set KEY=VALUE... | import PROPS.CONF [TRANSFORMS.CONF] | export [NAME] [--transforms]]',
  summary: 'list the source types, show, save, import or export their settings',
  options: {
    ...dataOption,
    ...outputOption,
    set: { kind: 'texts', value: 'KEY=VALUE', summary: 'save: a setting; those that are there already stay' },
    description: { kind: 'text', value: 'TEXT', summary: 'save: what the type is for' },
    transforms: { kind: 'flag', summary: 'export: the text of transforms.conf instead of props.conf' },
  },
  async run(call) {
    const [verb, ...rest] = call.words;
    switch (verb) {
      case undefined:
        await writeRecords((await list(call)).sourcetypes, format(call));
        return 0;
      case 'show':
        return show(call, only(rest, 'show'));
      case 'save':
        return save(call, only(rest, 'save'));
      case 'import':
        return importFiles(call, rest);
      case 'export': {
        if (rest.length > 1) throw usage(sourceTypesCommand, 'export takes one name.');
        const exported = await call.engine().methods['sourcetype.export']({ name: rest[0] });
        await write(call.values.transforms === true ? exported.transforms : exported.props);
        return 0;
      }
      default:
        throw usage(sourceTypesCommand, `"${verb}" cannot stand here.`);
    }
  },
};

const format = (call: CommandCall): ReturnType<typeof outputFormat> => outputFormat(text(call.values, 'output'));
const list = (call: CommandCall): ReturnType<ReturnType<CommandCall['engine']>['methods']['sourcetype.list']> =>
  call.engine().methods['sourcetype.list']({});

function only(words: readonly string[], verb: string): string {
  const [name] = words;
  if (name === undefined || words.length > 1) throw usage(sourceTypesCommand, `${verb} takes one name.`);
  return name;
}

async function show(call: CommandCall, name: string): Promise<number> {
  const stanza = await call.engine().methods['sourcetype.export']({ name });
  if (format(call) === 'table') await write(stanza.props);
  else
    await writeRecords(
      (await list(call)).sourcetypes.filter((one) => one.name === name),
      format(call),
    );
  return 0;
}

async function save(call: CommandCall, name: string): Promise<number> {
  const given = settings(sourceTypesCommand, call.values) ?? {};
  const before = (await list(call)).sourcetypes.find((one) => one.name === name);
  const saved = await call.engine().methods['sourcetype.save']({
    name,
    description: text(call.values, 'description') ?? before?.description ?? '',
    category: before?.category ?? 'Custom',
    settings: { ...before?.settings, ...given },
  });
  await writeRecords([saved], format(call));
  return 0;
}

async function importFiles(call: CommandCall, files: readonly string[]): Promise<number> {
  const [props, transforms, ...more] = files;
  if (props === undefined || more.length > 0)
    throw usage(sourceTypesCommand, 'import takes a props.conf and perhaps a transforms.conf.');
  const done = await call.engine().methods['sourcetype.import']({
    props: fileText(props),
    transforms: transforms === undefined ? undefined : fileText(transforms),
  });
  await writeRecords([done], format(call));
  return 0;
}

function fileText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new EngineProblem({
      kind: 'request',
      message: `${path} cannot be read: ${error instanceof Error ? error.message : String(error)}.`,
    });
  }
}
