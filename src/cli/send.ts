/** `send`: an index goes to a cluster. */
import type { Command } from './command.ts';
import { dataOption, flag, instant, outputOption, text, usage } from './command.ts';
import { outputFormat, write, writeRecords } from './output.ts';
import { askForPassword } from './password.ts';

export const sendCommand: Command = {
  name: 'send',
  synopsis: 'INDEX --connection NAME [--earliest T] [--latest T] [--cluster C] [--show-statements]',
  summary: 'send the events of an index to a cluster; what was sent before is not sent again, nothing here is deleted',
  options: {
    ...dataOption,
    ...outputOption,
    connection: { kind: 'text', value: 'NAME', summary: 'made by grotto connection add' },
    earliest: { kind: 'text', value: 'T', summary: 'only events from here on: ISO 8601 or epoch seconds' },
    latest: { kind: 'text', value: 'T', summary: 'only events before' },
    cluster: {
      kind: 'text',
      value: 'C',
      summary: 'where tables must be made: of the server, the cluster to spread them over; default: one node keeps all',
    },
    'show-statements': { kind: 'flag', summary: 'print what makes the tables, for an administrator, and send nothing' },
  },
  async run(call) {
    const [index, ...more] = call.words;
    const connection = text(call.values, 'connection');
    if (index === undefined || more.length > 0) throw usage(sendCommand, 'Name one index.');
    if (connection === undefined) throw usage(sendCommand, 'Name the connection.');
    await askForPassword(connection);
    const { clusters } = call.engine();
    const cluster = text(call.values, 'cluster');
    if (flag(call.values, 'show-statements')) {
      await write(`${(await clusters.statements(connection, cluster)).map((one) => `${one};`).join('\n\n')}\n`);
      return 0;
    }
    const stop = new AbortController();
    const cancel = (): void => stop.abort();
    process.once('SIGINT', cancel);
    try {
      const outcome = await clusters.send({
        index,
        connection,
        range: { ...bound('earliest', text(call.values, 'earliest')), ...bound('latest', text(call.values, 'latest')) },
        signal: stop.signal,
        ...(cluster === undefined ? {} : { cluster }),
        onProgress: (sent, total) =>
          void process.stderr.write(`${sent.toLocaleString('en')} of ${total.toLocaleString('en')} events sent\n`),
      });
      await writeRecords([{ ...outcome }], outputFormat(text(call.values, 'output')));
    } finally {
      process.off('SIGINT', cancel);
    }
    return 0;
  },
};

function bound(name: 'earliest' | 'latest', given: string | undefined): { earliest?: number; latest?: number } {
  return given === undefined ? {} : { [name]: Math.round(instant(given) * 1e6) };
}
