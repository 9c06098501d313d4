/** `fields`: the extracted fields of the stored events. */
import type { Command } from './command.ts';
import { dataOption, outputOption, text } from './command.ts';
import { outputFormat, writeRecords } from './output.ts';

export const fieldsCommand: Command = {
  name: 'fields',
  synopsis: '[--index I]',
  summary: 'list the fields of the stored events',
  options: { ...dataOption, ...outputOption, index: { kind: 'text', value: 'I', summary: 'only of this index' } },
  async run(call) {
    const { fields } = await call.engine().methods['data.fields']({ index: text(call.values, 'index') });
    await writeRecords(fields, outputFormat(text(call.values, 'output')));
    return 0;
  },
};
