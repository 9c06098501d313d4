/** `delete`: removes events for good. */
import type { Command } from './command.ts';
import { dataOption, outputOption, text, usage, wholeNumber } from './command.ts';
import { outputFormat, writeRecords } from './output.ts';

export const deleteCommand: Command = {
  name: 'delete',
  synopsis: '--index I | --import N | --before T',
  summary: 'remove the events of an index, of an import, or from before a time, for good',
  options: {
    ...dataOption,
    ...outputOption,
    index: { kind: 'text', value: 'I', summary: 'only in this index' },
    import: { kind: 'text', value: 'N', summary: 'only of this import; its number was printed by import' },
    before: { kind: 'text', value: 'T', summary: 'only events before this time' },
  },
  async run(call) {
    const index = text(call.values, 'index');
    const importId = wholeNumber(deleteCommand, call.values, 'import');
    const before = text(call.values, 'before');
    if (index === undefined && importId === undefined && before === undefined)
      throw usage(deleteCommand, 'Nothing was named to delete.');
    const deleted = await call.engine().methods['data.delete']({ index, importId, before });
    await writeRecords([deleted], outputFormat(text(call.values, 'output')));
    return 0;
  },
};
