/** `preview`: what an import would make of a file; stores nothing. */
import { toProblem } from '../engine.ts';
import type { PreviewResult } from '../protocol/index.ts';
import type { Command, CommandCall } from './command.ts';
import { checkedZone, dataOption, outputOption, settings, text, usage, wholeNumber } from './command.ts';
import { describe } from './describe.ts';
import { isoTime, outputFormat, rowWriter, write } from './output.ts';

export const previewCommand: Command = {
  name: 'preview',
  synopsis: 'FILE... [--sourcetype S] [--set KEY=VALUE]... [--limit N] [--tz ZONE]',
  summary: 'show what an import would make of a file; stores nothing',
  options: {
    ...dataOption,
    ...outputOption,
    sourcetype: { kind: 'text', value: 'S', summary: 'default: found by looking at the file' },
    set: { kind: 'texts', value: 'KEY=VALUE', summary: 'a source type setting, such as TIME_FORMAT=%d.%m.%y' },
    limit: { kind: 'text', value: 'N', summary: 'events to show; default 10' },
    tz: { kind: 'text', value: 'ZONE', summary: 'zone of times that name none; default UTC' },
  },
  async run(call) {
    if (call.words.length === 0) throw usage(previewCommand, 'No file was given.');
    const format = outputFormat(text(call.values, 'output'));
    const limit = wholeNumber(previewCommand, call.values, 'limit') ?? 10;
    let failures = 0;
    for (const word of call.words) {
      for (const file of await filesOf(call, word)) {
        try {
          const preview = await previewFile(call, file, limit);
          if (format === 'json') await write(`${JSON.stringify(lineOf(file, preview))}\n`);
          else await writeForPeople(preview, format);
        } catch (error) {
          failures += 1;
          const message = describe(toProblem(error));
          if (format === 'json') await write(`${JSON.stringify({ file, error: message })}\n`);
          process.stderr.write(`grotto: ${message.includes(file) ? message : `${file}: ${message}`}\n`);
        }
      }
    }
    return failures === 0 ? 0 : 1;
  },
};

/** What is not there is left to the preview to complain about. */
async function filesOf(call: CommandCall, word: string): Promise<readonly string[]> {
  try {
    return (await call.engine().filesUnder(word)).files;
  } catch {
    return [word];
  }
}

function previewFile(call: CommandCall, file: string, limit: number): Promise<PreviewResult> {
  const sourcetype = text(call.values, 'sourcetype');
  const zone = text(call.values, 'tz');
  const changed = settings(previewCommand, call.values);
  return call.engine().previewPath(file, {
    limit,
    ...(sourcetype === undefined ? {} : { sourcetype }),
    ...(zone === undefined ? {} : { timeZone: checkedZone(zone) }),
    ...(changed === undefined ? {} : { settings: changed }),
  });
}

function lineOf(file: string, preview: PreviewResult): Readonly<Record<string, unknown>> {
  const time = (seconds: number | null): string | null => (seconds === null ? null : isoTime(seconds, 'UTC'));
  return {
    file,
    sourcetype: preview.sourcetype,
    confidence: preview.confidence,
    settings: preview.settings,
    charset: preview.charset,
    columns: preview.columns,
    eventCount: preview.eventCount,
    timedCount: preview.timedCount,
    rejectedCount: preview.rejectedCount,
    firstTime: time(preview.firstTime),
    lastTime: time(preview.lastTime),
    events: preview.events.map((event) => ({
      ...event.fields,
      _time: time(event.time),
      _raw: event.raw,
      _time_source: event.timeSource,
      linecount: event.raw.split('\n').length,
    })),
    decisions: preview.decisions,
    warnings: preview.warnings,
    ...(preview.ambiguity === undefined ? {} : { ambiguity: preview.ambiguity }),
    ...(preview.problem === undefined ? {} : { error: preview.problem.message }),
  };
}

async function writeForPeople(preview: PreviewResult, format: 'csv' | 'table'): Promise<void> {
  if (format === 'table') {
    await write(
      `${preview.name}: ${preview.sourcetype}, ${preview.eventCount} events, ${preview.timedCount} with a time\n`,
    );
    for (const decision of preview.decisions) await write(`  ${decision.about}: ${decision.value} (${decision.why})\n`);
    for (const warning of preview.warnings) await write(`  Note: ${warning}\n`);
  }
  const fields =
    preview.columns.length > 0
      ? preview.columns
      : [...new Set(preview.events.flatMap((event) => Object.keys(event.fields)))];
  const writer = rowWriter(
    [
      { name: '_time', type: 'time' },
      ...(fields.length > 0 ? fields : ['_raw']).map((name) => ({ name, type: 'string' as const })),
    ],
    format,
    'UTC',
  );
  await writer.rows(
    preview.events.map((event) => [
      event.time,
      ...(fields.length > 0 ? fields.map((field) => event.fields[field] ?? null) : [event.raw]),
    ]),
  );
  await writer.end();
}
