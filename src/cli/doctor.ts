/** `doctor`: whether the data folder is sound. */
import { defaultDataFolder } from '../data-place.ts';
import { createEngine, examineFolder, repairFolder } from '../engine.ts';
import type { Command } from './command.ts';
import { dataOption, flag, outputOption, text } from './command.ts';
import { outputFormat, writeRecords } from './output.ts';

export const doctorCommand: Command = {
  name: 'doctor',
  synopsis: '[--repair]',
  summary: 'check that everything in the data folder can be read and agrees; exit code 1 where something is wrong',
  options: {
    ...dataOption,
    ...outputOption,
    repair: {
      kind: 'flag',
      summary: 'remove what is left over; set a database aside that cannot be read, and import its files again',
    },
  },
  async run(call) {
    const folder = text(call.values, 'data-dir') ?? defaultDataFolder();
    const format = outputFormat(text(call.values, 'output'));
    let examined = await examineFolder(folder);
    if (flag(call.values, 'repair')) {
      const done = await repairFolder(folder, examined.findings, async () => {
        const engine = createEngine({ dataFolder: folder });
        try {
          return (await engine.methods['engine.hello']({})).notices;
        } finally {
          await engine.close();
        }
      });
      await writeRecords(
        done.map((what) => ({ level: 'done', what, advice: '' })),
        format,
      );
      if (done.length > 0) examined = await examineFolder(folder);
    }
    const { imports, events, findings } = examined;
    const faults = findings.filter((finding) => finding.level === 'fault').length;
    const summary =
      faults === 0
        ? `${imports} imports with ${events} events: all can be read, and everything agrees.`
        : `${faults} ${faults === 1 ? 'thing is' : 'things are'} wrong.`;
    await writeRecords(
      [
        ...findings.map(({ level, what, advice }) => ({ level, what, advice })),
        { level: faults === 0 ? 'ok' : 'fault', what: summary, advice: '' },
      ],
      format,
    );
    return faults === 0 ? 0 : 1;
  },
};
