/** `reapply`: settings applied to events that are there already. */
import type { Command } from './command.ts';
import { checkedZone, dataOption, flag, outputOption, settings, text, usage } from './command.ts';
import { outputFormat, writeRecords } from './output.ts';

export const reapplyCommand: Command = {
  name: 'reapply',
  synopsis: '--sourcetype S [--set KEY=VALUE]... [--index I] [--dry-run | --undo]',
  summary: 'apply settings of a source type to its events that are there already',
  options: {
    ...dataOption,
    ...outputOption,
    sourcetype: { kind: 'text', value: 'S', summary: 'whose events' },
    index: { kind: 'text', value: 'I', summary: 'only those of this index' },
    set: {
      kind: 'texts',
      value: 'KEY=VALUE',
      summary: 'a setting; without a value it is taken away. What "sourcetypes save" kept for S holds anyway',
    },
    tz: { kind: 'text', value: 'ZONE', summary: 'zone of times that name none; default UTC' },
    'dry-run': { kind: 'flag', summary: 'show what would become of 20 events, change nothing' },
    undo: { kind: 'flag', summary: 'bring back what the last reapply of this source type replaced' },
  },
  async run(call) {
    const sourcetype = text(call.values, 'sourcetype');
    if (sourcetype === undefined) throw usage(reapplyCommand, 'No source type was given.');
    const format = outputFormat(text(call.values, 'output'));
    const engine = call.engine();
    if (flag(call.values, 'undo')) {
      await writeRecords([await engine.methods['reapply.undo']({ sourcetype })], format);
      return 0;
    }
    const zone = text(call.values, 'tz');
    const wanted = {
      sourcetype,
      index: text(call.values, 'index'),
      settings: settings(reapplyCommand, call.values) ?? {},
      timeZone: zone === undefined ? undefined : checkedZone(zone),
    };
    if (flag(call.values, 'dry-run')) {
      const { samples, ...summary } = await engine.methods['reapply.preview'](wanted);
      await writeRecords([summary, ...samples], format);
      return 0;
    }
    const controller = new AbortController();
    const stop = (): void => controller.abort();
    process.once('SIGINT', stop);
    try {
      await writeRecords([await engine.reapply(wanted, controller.signal)], format);
      return 0;
    } finally {
      process.off('SIGINT', stop);
    }
  },
};
