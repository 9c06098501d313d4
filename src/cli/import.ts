/** `import`: files, folders or standard input into an index. */
import { createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Engine } from '../engine.ts';
import { toProblem } from '../engine.ts';
import type { Command, CommandCall } from './command.ts';
import { checkedZone, dataOption, flag, outputOption, settings, text, usage, wholeNumber } from './command.ts';
import { describe } from './describe.ts';
import { outputFormat, writeRecords } from './output.ts';

export const importCommand: Command = {
  name: 'import',
  synopsis: 'FILE|DIR|-... [--index I] [--sourcetype S] [--host H] [--set KEY=VALUE]... [--tz ZONE]',
  summary: 'store the events of files; - reads standard input',
  options: {
    ...dataOption,
    ...outputOption,
    index: { kind: 'text', value: 'I', summary: 'default: main' },
    sourcetype: { kind: 'text', value: 'S', summary: 'default: found by looking at the file' },
    host: { kind: 'text', value: 'H', summary: 'default: this machine' },
    set: {
      kind: 'texts',
      value: 'KEY=VALUE',
      summary: 'a source type setting for this import, such as TIME_FORMAT=%d.%m.%y',
    },
    tz: { kind: 'text', value: 'ZONE', summary: 'zone of times that name none; default UTC' },
    again: { kind: 'flag', summary: 'import content once more that is there already' },
    'only-new': { kind: 'flag', summary: 'of files that have grown since they were imported, add only what is new' },
    rejected: {
      kind: 'text',
      value: 'N',
      summary: 'read the rejected records of import N again, with the settings given; no FILE then',
    },
  },
  async run(call) {
    const rejected = wholeNumber(importCommand, call.values, 'rejected');
    if (rejected !== undefined) return importRejected(call, rejected);
    if (call.words.length === 0) throw usage(importCommand, 'No file was given.');
    const format = outputFormat(text(call.values, 'output'));
    const controller = new AbortController();
    const stop = (): void => controller.abort();
    process.once('SIGINT', stop);
    let failures = 0;
    try {
      for (const word of call.words) {
        if (word === '-') failures += await importStandardInput(call, format, controller.signal);
        else failures += await importPath(call, word, format, controller.signal);
      }
      // Everything was acknowledged and can be searched; what is left makes searches faster, and goes on next time if it is stopped.
      if (!controller.signal.aborted) await call.engine().settled();
    } finally {
      process.off('SIGINT', stop);
    }
    return failures === 0 ? 0 : 1;
  },
};

async function importRejected(call: CommandCall, importId: number): Promise<number> {
  if (call.words.length > 0) throw usage(importCommand, 'With --rejected no file can be given.');
  const zone = text(call.values, 'tz');
  const imported = await call.engine().methods['import.rejected']({
    importId,
    sourcetype: text(call.values, 'sourcetype'),
    settings: settings(importCommand, call.values),
    timeZone: zone === undefined ? undefined : checkedZone(zone),
  });
  await call.engine().settled();
  await writeRecords([imported], outputFormat(text(call.values, 'output')));
  return 0;
}

async function importPath(
  call: CommandCall,
  path: string,
  format: ReturnType<typeof outputFormat>,
  signal: AbortSignal,
): Promise<number> {
  let found: Awaited<ReturnType<Engine['filesUnder']>>;
  try {
    found = await call.engine().filesUnder(path);
  } catch (error) {
    return complain(error, path);
  }
  for (const skipped of found.skipped) process.stderr.write(`grotto: left out ${skipped}\n`);
  if (found.files.length === 0 && found.skipped.length > 0) return 1;
  let failures = 0;
  for (const file of found.files) failures += await importOne(call, file, undefined, format, signal);
  return failures;
}

/** Kept in a file first: what is not on disk cannot be looked at twice. */
async function importStandardInput(
  call: CommandCall,
  format: ReturnType<typeof outputFormat>,
  signal: AbortSignal,
): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'grotto-stdin-'));
  try {
    const path = join(folder, 'stdin');
    await pipeline(process.stdin, createWriteStream(path));
    return await importOne(call, path, 'stdin', format, signal);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function importOne(
  call: CommandCall,
  path: string,
  sourceName: string | undefined,
  format: ReturnType<typeof outputFormat>,
  signal: AbortSignal,
): Promise<number> {
  const sourcetype = text(call.values, 'sourcetype');
  const host = text(call.values, 'host');
  const zone = text(call.values, 'tz');
  const changed = settings(importCommand, call.values);
  try {
    const imported = await call.engine().importPath(path, {
      index: text(call.values, 'index') ?? 'main',
      again: flag(call.values, 'again'),
      onlyNew: flag(call.values, 'only-new'),
      signal,
      ...(sourceName === undefined ? {} : { sourceName }),
      ...(sourcetype === undefined ? {} : { sourcetype }),
      ...(host === undefined ? {} : { host }),
      ...(zone === undefined ? {} : { timeZone: checkedZone(zone) }),
      ...(changed === undefined ? {} : { settings: changed }),
    });
    await writeRecords([imported], format);
    return 0;
  } catch (error) {
    return complain(error, sourceName ?? path);
  }
}

function complain(error: unknown, path: string): 1 {
  const message = describe(toProblem(error));
  process.stderr.write(`grotto: ${message.includes(path) ? message : `${path}: ${message}`}\n`);
  return 1;
}
