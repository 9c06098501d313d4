/** `search`: runs one search, or those of a batch file, and writes the rows. */
import type { SearchJob } from '../engine.ts';
import { toProblem } from '../engine.ts';
import type { Cell } from '../protocol/index.ts';
import type { BatchLine } from './batch.ts';
import { readBatch } from './batch.ts';
import type { Command, CommandCall } from './command.ts';
import {
  checkedZone,
  dataOption,
  flag,
  instant,
  outputOption,
  text,
  timeOptions,
  timeZone,
  usage,
  wholeNumber,
} from './command.ts';
import { askForPassword } from './password.ts';
import { isoTime, isTimeColumn, outputFormat, rowWriter, write } from './output.ts';

export const searchCommand: Command = {
  name: 'search',
  synopsis:
    'SPL | --batch FILE [--earliest T] [--latest T] [--now T] [--tz ZONE] [--limit N] [--connection NAME [--partial]] [--output json|csv|table]',
  summary: 'run a search and print its rows',
  options: {
    ...dataOption,
    ...outputOption,
    ...timeOptions,
    limit: { kind: 'text', value: 'N', summary: 'print at most so many rows; default: all' },
    connection: { kind: 'text', value: 'NAME', summary: 'search the events of a cluster; see grotto connection' },
    partial: { kind: 'flag', summary: 'where a shard of it does not answer: what the others have, labelled' },
    batch: {
      kind: 'text',
      value: 'FILE',
      summary: 'searches as lines {id,spl,now?,tz?}; prints {id,ok,columns,rows} or {id,ok,error} for each',
    },
  },
  async run(call) {
    const limit = wholeNumber(searchCommand, call.values, 'limit') ?? Infinity;
    const connection = text(call.values, 'connection');
    if (connection !== undefined) await askForPassword(connection);
    const batch = text(call.values, 'batch');
    if (batch !== undefined) {
      for await (const line of readBatch(batch)) await runLine(call, line, limit);
      return 0;
    }
    const [spl, ...more] = call.words;
    if (spl === undefined || more.length > 0)
      throw usage(
        searchCommand,
        spl === undefined ? 'No search was given.' : 'The search must be one word of the shell: put it in quotes.',
      );
    const format = outputFormat(text(call.values, 'output'));
    const zone = timeZone(call.values);
    const job = await call.engine().search({ spl, timeZone: zone, ...timesOf(call), ...placeOf(call) });
    try {
      const writer = rowWriter(job.state().columns, format, zone);
      for await (const rows of job.rows(undefined, limit)) await writer.rows(rows as Cell[][]);
      await writer.end();
      for (const warning of job.state().warnings) process.stderr.write(`Note: ${warning}\n`);
    } finally {
      await job.close();
    }
    return 0;
  },
};

function timesOf(call: CommandCall): { earliest?: string; latest?: string; now?: number } {
  const earliest = text(call.values, 'earliest');
  const latest = text(call.values, 'latest');
  const now = text(call.values, 'now');
  return {
    ...(earliest === undefined ? {} : { earliest }),
    ...(latest === undefined ? {} : { latest }),
    ...(now === undefined ? {} : { now: instant(now) }),
  };
}

function placeOf(call: CommandCall): { connection?: string; isPartialAllowed: boolean } {
  const connection = text(call.values, 'connection');
  return { ...(connection === undefined ? {} : { connection }), isPartialAllowed: flag(call.values, 'partial') };
}

async function runLine(call: CommandCall, line: BatchLine, limit: number): Promise<void> {
  let job: SearchJob | undefined;
  try {
    const zone = line.tz === undefined ? timeZone(call.values) : checkedZone(line.tz);
    job = await call.engine().search({
      spl: line.spl,
      timeZone: zone,
      ...timesOf(call),
      ...placeOf(call),
      ...(line.now === undefined ? {} : { now: instant(line.now) }),
    });
    const { columns, warnings } = job.state();
    const rows: Cell[][] = [];
    for await (const page of job.rows(undefined, limit)) {
      for (const row of page as Cell[][])
        rows.push(
          row.map((cell, i) =>
            typeof cell === 'number' && columns[i] !== undefined && isTimeColumn(columns[i])
              ? isoTime(cell, zone)
              : cell,
          ),
        );
    }
    await write(
      `${JSON.stringify({ id: line.id, ok: true, columns: columns.map((column) => column.name), rows, ...(warnings.length === 0 ? {} : { warnings }) })}\n`,
    );
  } catch (error) {
    const problem = toProblem(error);
    await write(
      `${JSON.stringify({ id: line.id, ok: false, error: problem.hint === undefined ? problem.message : `${problem.message} ${problem.hint}`, ...(problem.position === undefined ? {} : { position: problem.position }) })}\n`,
    );
  } finally {
    await job?.close();
  }
}
