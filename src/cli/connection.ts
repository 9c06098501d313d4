/** `connection`: clusters to search and to send events to. */
import type { Command, CommandCall } from './command.ts';
import { dataOption, outputOption, text, usage } from './command.ts';
import { outputFormat, writeRecords } from './output.ts';
import { askForPassword } from './password.ts';

export const connectionCommand: Command = {
  name: 'connection',
  synopsis: 'add NAME --url URL [--database D] [--user U] [--ca FILE] | test NAME | list | remove NAME',
  summary: 'clusters of ClickHouse 25.8 or newer; the password is in GROTTO_CLUSTER_PASSWORD, or is asked for',
  options: {
    ...dataOption,
    ...outputOption,
    url: { kind: 'text', value: 'URL', summary: 'of its HTTP interface, such as https://logs.example.com:8443' },
    database: { kind: 'text', value: 'D', summary: 'that has the events; default: grotto' },
    user: { kind: 'text', value: 'U', summary: 'default: default' },
    ca: { kind: 'text', value: 'FILE', summary: 'certificate authorities to trust, PEM' },
  },
  async run(call) {
    const [what, name, ...more] = call.words;
    if (more.length > 0) throw usage(connectionCommand, 'Too many words.');
    if (what === 'list' && name === undefined)
      return print(
        call,
        call
          .engine()
          .clusters.list()
          .map((one) => ({ ...one })),
      );
    if (name === undefined) throw usage(connectionCommand, 'Say what to do, and with which connection.');
    switch (what) {
      case 'add':
        add(call, name);
        return 0;
      case 'test': {
        await askForPassword(name);
        return print(call, [{ ...(await call.engine().clusters.test(name)) }]);
      }
      case 'remove': {
        const isThere = call.engine().clusters.remove(name);
        if (!isThere) throw usage(connectionCommand, `There is no connection "${name}".`);
        return 0;
      }
      default:
        throw usage(connectionCommand, `"${what ?? ''}" is none of add, test, list and remove.`);
    }
  },
};

function add(call: CommandCall, name: string): void {
  const url = text(call.values, 'url');
  if (url === undefined) throw usage(connectionCommand, 'The address is missing.');
  const certificateAuthority = text(call.values, 'ca');
  call.engine().clusters.save({
    name,
    url,
    database: text(call.values, 'database') ?? 'grotto',
    user: text(call.values, 'user') ?? 'default',
    ...(certificateAuthority === undefined ? {} : { certificateAuthority }),
  });
}

async function print(call: CommandCall, records: Parameters<typeof writeRecords>[0]): Promise<number> {
  await writeRecords(records, outputFormat(text(call.values, 'output')));
  return 0;
}
