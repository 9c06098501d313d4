/** `indexes`: what is stored. */
import type { Command } from './command.ts';
import { dataOption, outputOption, text } from './command.ts';
import { outputFormat, writeRecords } from './output.ts';

export const indexesCommand: Command = {
  name: 'indexes',
  synopsis: '',
  summary: 'list the indexes with their events, bytes, times and source types',
  options: { ...dataOption, ...outputOption },
  async run(call) {
    const { indexes } = await call.engine().methods['data.indexes']({});
    await writeRecords(indexes, outputFormat(text(call.values, 'output')));
    return 0;
  },
};
