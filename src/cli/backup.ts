/** `backup`: the data folder as one file. */
import { defaultDataFolder } from '../data-place.ts';
import { backUp } from '../engine.ts';
import type { Command } from './command.ts';
import { dataOption, outputOption, text, usage } from './command.ts';
import { outputFormat, writeRecords } from './output.ts';

export const backupCommand: Command = {
  name: 'backup',
  synopsis: 'FILE',
  summary: 'write everything in the data folder into one file, and read it again to be sure',
  options: { ...dataOption, ...outputOption },
  async run(call) {
    const [file, ...more] = call.words;
    if (file === undefined || more.length > 0) throw usage(backupCommand, 'One file was to be named.');
    const done = await backUp(text(call.values, 'data-dir') ?? defaultDataFolder(), file);
    await writeRecords([{ ...done }], outputFormat(text(call.values, 'output')));
    return 0;
  },
};
