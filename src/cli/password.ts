/** Passwords of clusters on the command line: from the environment, or typed. They are kept nowhere. */
import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';

const variable = 'GROTTO_CLUSTER_PASSWORD';
const typed = new Map<string, string>();

export function passwordOf(connection: string): string | undefined {
  return process.env[variable] ?? typed.get(connection);
}

/** On a terminal, once for a connection; elsewhere there is only the environment. */
export async function askForPassword(connection: string): Promise<void> {
  if (passwordOf(connection) !== undefined || process.stdin.isTTY !== true) return;
  process.stderr.write(`Password for ${connection}: `);
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input: process.stdin, output: silent, terminal: true });
  try {
    typed.set(connection, await new Promise<string>((resolve) => lines.question('', resolve)));
  } finally {
    lines.close();
    process.stderr.write('\n');
  }
}
