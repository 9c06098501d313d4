/** `explain`: the SQL that a search becomes, stage by stage. */
import type { Command } from './command.ts';
import { dataOption, instant, outputOption, text, timeOptions, timeZone, usage } from './command.ts';
import { outputFormat, write, writeRecords } from './output.ts';

export const explainCommand: Command = {
  name: 'explain',
  synopsis: 'SPL [--earliest T] [--latest T] [--now T] [--tz ZONE]',
  summary: 'print the SQL that a search becomes, stage by stage; earlier stages are run to know the later ones',
  options: { ...dataOption, ...outputOption, ...timeOptions },
  async run(call) {
    const [spl, ...more] = call.words;
    if (spl === undefined || more.length > 0)
      throw usage(
        explainCommand,
        spl === undefined ? 'No search was given.' : 'The search must be one word of the shell: put it in quotes.',
      );
    const earliest = text(call.values, 'earliest');
    const latest = text(call.values, 'latest');
    const now = text(call.values, 'now');
    const stages = await call.engine().explain({
      spl,
      timeZone: timeZone(call.values),
      ...(earliest === undefined ? {} : { earliest }),
      ...(latest === undefined ? {} : { latest }),
      ...(now === undefined ? {} : { now: instant(now) }),
    });
    const format = outputFormat(text(call.values, 'output'));
    if (format !== 'table')
      await writeRecords(
        stages.map((stage, i) => ({ stage: i + 1, name: stage.name, sql: stage.sql })),
        format,
      );
    else for (const [i, stage] of stages.entries()) await write(`-- ${i + 1}. ${stage.name}\n${stage.sql};\n\n`);
    return 0;
  },
};
