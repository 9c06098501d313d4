/** The connections to clusters that a person made, in a file of the data folder. Passwords are never in it. */
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { EngineProblem } from '../protocol/index.ts';

export interface ClusterConnection {
  readonly name: string;
  /** Of ClickHouse's HTTP interface. */
  readonly url: string;
  readonly database: string;
  readonly user: string;
  /** Path of a PEM file with certificate authorities to trust. */
  readonly certificateAuthority?: string;
}

export function readConnections(file: string): ClusterConnection[] {
  if (!existsSync(file)) return [];
  try {
    const read: unknown = JSON.parse(readFileSync(file, 'utf8'));
    if (Array.isArray(read)) return (read as Partial<ClusterConnection>[]).map(checkedConnection);
  } catch (error) {
    if (error instanceof EngineProblem) throw error;
  }
  throw new EngineProblem({
    kind: 'request',
    message: `${file} holds no list of connections.`,
    hint: 'Mend it, or move it away and add the connections again.',
  });
}

/** Takes the place of one with the same name. */
export function saveConnection(file: string, connection: ClusterConnection): void {
  const checked = checkedConnection(connection);
  const others = readConnections(file).filter(({ name }) => name !== checked.name);
  write(file, [...others, checked]);
}

/** False where there is none of that name. */
export function removeConnection(file: string, name: string): boolean {
  const all = readConnections(file);
  const left = all.filter((one) => one.name !== name);
  if (left.length < all.length) write(file, left);
  return left.length < all.length;
}

export function findConnection(file: string, name: string): ClusterConnection {
  const all = readConnections(file);
  const found = all.find((one) => one.name === name);
  if (found !== undefined) return found;
  throw new EngineProblem({
    kind: 'request',
    message: `There is no connection "${name}".`,
    hint:
      all.length === 0
        ? 'Make one with: grotto connection add NAME --url URL --user USER'
        : `There are: ${all.map((one) => one.name).join(', ')}.`,
  });
}

function write(file: string, connections: readonly ClusterConnection[]): void {
  const unfinished = `${file}.${process.pid}.part`;
  writeFileSync(unfinished, `${JSON.stringify(connections, null, 2)}\n`, { mode: 0o600 });
  renameSync(unfinished, file);
}

function checkedConnection(given: Partial<ClusterConnection>): ClusterConnection {
  const { name = '', url = '', database = 'grotto', user = 'default', certificateAuthority } = given;
  if (!/^[\p{L}\p{N}][\p{L}\p{N}_.-]{0,63}$/u.test(name))
    throw refused(`"${name}" cannot be the name of a connection.`, 'Use letters, digits, _, - and dots.');
  const address = URL.canParse(url) ? new URL(url) : undefined;
  if (address === undefined || !/^https?:$/.test(address.protocol))
    throw refused(`"${url}" is no address of ClickHouse.`, 'Write for example https://logs.example.com:8443');
  if (address.username !== '' || address.password !== '' || address.search !== '')
    throw refused('The address holds more than a host and a port.', 'Give user and password by themselves.');
  if (!/^[\p{L}_][\p{L}\p{N}_]{0,63}$/u.test(database))
    throw refused(`"${database}" cannot be the name of a database.`, 'Use letters, digits and _.');
  return {
    name,
    url: address.href.replace(/\/$/, ''),
    database,
    user,
    ...(certificateAuthority === undefined ? {} : { certificateAuthority }),
  };
}

function refused(message: string, hint: string): EngineProblem {
  return new EngineProblem({ kind: 'request', message, hint });
}
