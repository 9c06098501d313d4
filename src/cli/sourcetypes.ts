/** `sourcetypes`: the source types there are; `show S` prints one as a props.conf stanza. */
import { EngineProblem } from '../engine.ts';
import type { Command } from './command.ts';
import { dataOption, outputOption, text, usage } from './command.ts';
import { outputFormat, write, writeRecords } from './output.ts';

export const sourceTypesCommand: Command = {
  name: 'sourcetypes',
  synopsis: '[show NAME]',
  summary: 'list the source types, or show the settings of one',
  options: { ...dataOption, ...outputOption },
  async run(call) {
    const format = outputFormat(text(call.values, 'output'));
    const { sourcetypes } = await call.engine().methods['sourcetype.list']({});
    const [verb, name, ...more] = call.words;
    if (verb === undefined) {
      await writeRecords(sourcetypes, format);
      return 0;
    }
    if (verb !== 'show' || name === undefined || more.length > 0)
      throw usage(sourceTypesCommand, 'Only "show NAME" can stand here.');
    const found = sourcetypes.find((one) => one.name === name);
    if (found === undefined)
      throw new EngineProblem({
        kind: 'request',
        message: `There is no source type "${name}".`,
        hint: `There are: ${sourcetypes.map((one) => one.name).join(', ')}.`,
      });
    if (format === 'table')
      await write(
        `[${found.name}]\n${Object.entries(found.settings)
          .map(([key, value]) => `${key} = ${value}\n`)
          .join('')}`,
      );
    else await writeRecords([found], format);
    return 0;
  },
};
