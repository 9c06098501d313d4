/** `retention`: how long the events of an index are kept. */
import type { Retention } from '../protocol/index.ts';
import type { Command } from './command.ts';
import { dataOption, flag, outputOption, text, usage } from './command.ts';
import { outputFormat, writeRecords } from './output.ts';

export const retentionCommand: Command = {
  name: 'retention',
  synopsis: '[--index I [--days N] [--size BYTES] [--dry-run]] | --apply',
  summary:
    'say how long the events of an index are kept; the app removes at its start and every hour what is past that',
  options: {
    ...dataOption,
    ...outputOption,
    index: { kind: 'text', value: 'I', summary: 'whose rule is set; without --days and --size it has none any more' },
    days: { kind: 'text', value: 'N', summary: 'events older than so many days go' },
    size: {
      kind: 'text',
      value: 'BYTES',
      summary: 'over so many bytes in the database the oldest import goes; the last one stays',
    },
    'dry-run': { kind: 'flag', summary: 'show what the rule would remove now, set nothing' },
    apply: { kind: 'flag', summary: 'remove now what the rules say' },
  },
  async run(call) {
    const format = outputFormat(text(call.values, 'output'));
    const { methods } = call.engine();
    if (flag(call.values, 'apply')) {
      await writeRecords((await methods['retention.apply']({})).removals, format);
      return 0;
    }
    const index = text(call.values, 'index');
    if (index === undefined) {
      if (text(call.values, 'days') !== undefined || text(call.values, 'size') !== undefined)
        throw usage(retentionCommand, 'No index was named.');
      await writeRecords((await methods['retention.list']({})).rules, format);
      return 0;
    }
    const rule: Retention = { index, maxAgeDays: limit(call.values, 'days'), maxBytes: limit(call.values, 'size') };
    if (flag(call.values, 'dry-run')) await writeRecords((await methods['retention.preview'](rule)).removals, format);
    else await writeRecords((await methods['retention.set'](rule)).rules, format);
    return 0;
  },
};

function limit(values: Parameters<typeof text>[0], name: 'days' | 'size'): number | null {
  const given = text(values, name);
  if (given === undefined) return null;
  const number = Number(given);
  if (!Number.isFinite(number) || number <= 0)
    throw usage(retentionCommand, `--${name} "${given}" is no number above 0.`);
  return number;
}
