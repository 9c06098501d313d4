/** `check`: parses and plans without data. */
import type { BatchLine } from './batch.ts';
import { readBatch } from './batch.ts';
import type { Command, CommandCall } from './command.ts';
import { dataOption, outputOption, text, usage } from './command.ts';
import { outputFormat, write, writeRecords } from './output.ts';

export const checkCommand: Command = {
  name: 'check',
  synopsis: 'SPL | --batch FILE',
  summary: 'say whether a search can be understood and planned; needs no data',
  options: {
    ...dataOption,
    ...outputOption,
    batch: {
      kind: 'text',
      value: 'FILE',
      summary: 'searches as lines {id,spl}; prints {id,parsed,planned,error?,position?} for each',
    },
  },
  async run(call) {
    const batch = text(call.values, 'batch');
    if (batch !== undefined) {
      for await (const line of readBatch(batch)) await write(`${JSON.stringify(verdict(call, line))}\n`);
      return 0;
    }
    const [spl, ...more] = call.words;
    if (spl === undefined || more.length > 0)
      throw usage(
        checkCommand,
        spl === undefined ? 'No search was given.' : 'The search must be one word of the shell: put it in quotes.',
      );
    const answer = verdict(call, { spl });
    await writeRecords([answer], outputFormat(text(call.values, 'output')));
    return answer.planned ? 0 : 1;
  },
};

interface Verdict extends Readonly<Record<string, unknown>> {
  readonly parsed: boolean;
  readonly planned: boolean;
}

function verdict(call: CommandCall, line: Pick<BatchLine, 'spl'> & Partial<BatchLine>): Verdict {
  const { parsed, planned, problem } = call.engine().check(line.spl);
  return {
    ...(line.id === undefined ? {} : { id: line.id }),
    parsed,
    planned,
    ...(problem === undefined
      ? {}
      : { error: problem.hint === undefined ? problem.message : `${problem.message} ${problem.hint}` }),
    ...(problem?.position === undefined ? {} : { position: problem.position }),
  };
}
