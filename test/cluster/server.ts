/** Two ClickHouse nodes that know each other as the shards of one cluster, for the time of the tests. */
import { execFileSync, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const library = join(here, 'node_modules', '@chdb', 'lib-linux-x64-gnu', 'libchdb.so');

/** Users of every node. The reader may change settings, as a person's connection does, and write nothing. */
export const users = {
  admin: { name: 'grotto', password: 'for tests only' },
  reader: { name: 'reader', password: 'may only read' },
} as const;
export const clusterName = 'logs';

export interface TestNode {
  /** Of the HTTP interface. */
  readonly url: string;
  /** As a crash would: nothing is written any more. */
  kill(): Promise<void>;
  /** Again, with the data it had. */
  start(): Promise<void>;
}
export interface TestCluster {
  readonly nodes: readonly TestNode[];
  stop(): Promise<void>;
}

/** Milliseconds until a node must answer. */
const patience = 60_000;

export async function startCluster(shards = 2): Promise<TestCluster> {
  if (!existsSync(library)) throw new Error(`There is no ${library}: run npm ci in ${here}.`);
  const folder = mkdtempSync(join(tmpdir(), 'grotto-cluster-'));
  const program = join(folder, 'node');
  execFileSync('cc', ['-O1', '-o', program, join(here, 'node.c'), '-ldl']);
  const ports = await freePorts(2 * shards);
  const places = Array.from({ length: shards }, (_, i) => ({ tcp: ports[2 * i] ?? 0, http: ports[2 * i + 1] ?? 0 }));
  const nodes = places.map(({ tcp, http }, i) => {
    const home = join(folder, `n${i + 1}`);
    mkdirSync(home);
    writeFileSync(join(home, 'config.xml'), configuration(home, places));
    writeFileSync(join(home, 'users.xml'), usersFile());
    return new Node(program, home, tcp, http);
  });
  const stop = async (): Promise<void> => {
    await Promise.all(nodes.map((node) => node.kill()));
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await Promise.all(nodes.map((node) => node.start()));
  } catch (error) {
    await stop();
    throw error;
  }
  return { nodes, stop };
}

class Node implements TestNode {
  readonly url: string;
  readonly #program: string;
  readonly #home: string;
  readonly #tcp: number;
  readonly #http: number;
  #process: ChildProcess | undefined;
  #said = '';

  constructor(program: string, home: string, tcp: number, http: number) {
    this.url = `http://127.0.0.1:${http}`;
    this.#program = program;
    this.#home = home;
    this.#tcp = tcp;
    this.#http = http;
  }

  async start(): Promise<void> {
    // The query listens, and then goes on for as long as the node shall live.
    const listen =
      'SYSTEM START LISTEN HTTP; SYSTEM START LISTEN TCP; SELECT sleepEachRow(3) FROM system.numbers SETTINGS max_block_size=1, function_sleep_max_microseconds_per_block=0 FORMAT Null';
    const child = spawn(
      this.#program,
      [
        `--config-file=${join(this.#home, 'config.xml')}`,
        `--path=${join(this.#home, 'data')}`,
        '--listen_host=127.0.0.1',
        `--tcp_port=${this.#tcp}`,
        `--http_port=${this.#http}`,
        `--query=${listen}`,
      ],
      { cwd: this.#home, env: { ...process.env, LIBCHDB: library }, stdio: ['ignore', 'pipe', 'pipe'] },
    );
    this.#process = child;
    const keep = (chunk: Buffer): void => void (this.#said = (this.#said + String(chunk)).slice(-4000));
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    const until = Date.now() + patience;
    while (!(await this.#answers())) {
      if (child.exitCode !== null || Date.now() > until)
        throw new Error(`A ClickHouse node did not start: ${this.#said.trim()}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  async #answers(): Promise<boolean> {
    try {
      return (await fetch(`${this.url}/ping`)).ok;
    } catch {
      return false;
    }
  }

  async kill(): Promise<void> {
    const child = this.#process;
    this.#process = undefined;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await ended;
  }
}

function configuration(home: string, places: readonly { readonly tcp: number }[]): string {
  const shard = ({ tcp }: { readonly tcp: number }): string =>
    `<shard><internal_replication>true</internal_replication><replica><host>127.0.0.1</host><port>${tcp}</port><user>${users.admin.name}</user><password>${users.admin.password}</password></replica></shard>`;
  return `<clickhouse>
  <logger><level>none</level></logger>
  <users_config>${join(home, 'users.xml')}</users_config>
  <user_directories><users_xml><path>${join(home, 'users.xml')}</path></users_xml></user_directories>
  <remote_servers><${clusterName}>${places.map(shard).join('')}</${clusterName}></remote_servers>
  <max_server_memory_usage>1500000000</max_server_memory_usage>
  <mark_cache_size>67108864</mark_cache_size>
</clickhouse>
`;
}

function usersFile(): string {
  const user = ({ name, password }: { readonly name: string; readonly password: string }, profile: string): string =>
    `<${name}><password>${password}</password><networks><ip>127.0.0.1</ip></networks><profile>${profile}</profile><quota>default</quota><access_management>0</access_management></${name}>`;
  return `<clickhouse>
  <profiles><default><max_threads>2</max_threads></default><reading><readonly>2</readonly><max_threads>2</max_threads></reading></profiles>
  <users><default><password></password><networks><ip>127.0.0.1</ip></networks><profile>default</profile><quota>default</quota></default>${user(users.admin, 'default')}${user(users.reader, 'reading')}</users>
  <quotas><default></default></quotas>
</clickhouse>
`;
}

/** Ports nobody listens on now. All are held until the last is known, so that they differ. */
async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(
    Array.from(
      { length: count },
      () =>
        new Promise<ReturnType<typeof createServer>>((resolve, reject) => {
          const server = createServer();
          server.once('error', reject);
          server.listen(0, '127.0.0.1', () => resolve(server));
        }),
    ),
  );
  const ports = servers.map((server) => (server.address() as AddressInfo).port);
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}
