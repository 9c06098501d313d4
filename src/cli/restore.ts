/** `restore`: a data folder out of a backup. */
import { defaultDataFolder } from '../data-place.ts';
import { restore } from '../engine.ts';
import type { Command } from './command.ts';
import { dataOption, outputOption, text, usage } from './command.ts';
import { outputFormat, writeRecords } from './output.ts';

export const restoreCommand: Command = {
  name: 'restore',
  synopsis: 'FILE [--into DIR]',
  summary: 'make a data folder from a backup; it must be empty or not there yet',
  options: {
    ...dataOption,
    ...outputOption,
    into: { kind: 'text', value: 'DIR', summary: 'default: the data folder' },
  },
  async run(call) {
    const [file, ...more] = call.words;
    if (file === undefined || more.length > 0) throw usage(restoreCommand, 'One backup was to be named.');
    const into = text(call.values, 'into') ?? text(call.values, 'data-dir') ?? defaultDataFolder();
    const done = await restore(file, into);
    await writeRecords([{ ...done, into }], outputFormat(text(call.values, 'output')));
    return 0;
  },
};
