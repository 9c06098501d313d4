/** Nothing leaves the machine: the connections of every process of the app are counted while it is used. */
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from '@playwright/test';
import type { ElectronApplication } from '@playwright/test';
import { importFiles, runSearch, test } from './harness.ts';
import { spendingFile } from './samples.ts';

const loopback = /^(0100007F|00000000000000000000000001000000|0000000000000000FFFF00000100007F)$/;

/** Sockets of a process to another machine, `table: local remote`. */
function connectionsOf(processId: number): string[] {
  const inodes = new Set<string>();
  try {
    for (const fd of readdirSync(`/proc/${processId}/fd`)) {
      try {
        const inode = /^socket:\[(\d+)\]$/.exec(readlinkSync(`/proc/${processId}/fd/${fd}`))?.[1];
        if (inode !== undefined) inodes.add(inode);
      } catch {
        // Closed meanwhile.
      }
    }
  } catch {
    return [];
  }
  return ['tcp', 'tcp6', 'udp', 'udp6'].flatMap((table) =>
    readFileSync(`/proc/net/${table}`, 'utf8')
      .split('\n')
      .slice(1)
      .map((line) => line.trim().split(/\s+/))
      .filter(([, , remote = '', , , , , , , inode = '']) => {
        const [address = '', port = ''] = remote.split(':');
        return inodes.has(inode) && port !== '0000' && !loopback.test(address);
      })
      .map(([, local = '', remote = '']) => `${processId} ${table}: ${local} ${remote}`),
  );
}

async function processes(electron: ElectronApplication): Promise<number[]> {
  return electron.evaluate(({ app }) => app.getAppMetrics().map((one) => one.pid));
}

test.skip(process.platform !== 'linux', 'connections are counted by /proc');

test('used from its start to a chart, no process connects to another machine', async ({
  app: { page, electron, workFolder },
}) => {
  const seen = new Set<string>();
  let looks = 0;
  let ids = await processes(electron);
  const clock = setInterval(() => {
    looks += 1;
    for (const id of ids) for (const one of connectionsOf(id)) seen.add(one);
  }, 250);
  try {
    await importFiles(page, [spendingFile(workFolder)]);
    ids = await processes(electron);
    await runSearch(page, 'index=main | stats count by Department');
    await page.waitForTimeout(500);
  } finally {
    clearInterval(clock);
  }
  expect(ids.length).toBeGreaterThan(2);
  expect(looks).toBeGreaterThan(4);
  expect([...seen]).toEqual([]);
});

test.describe('what is tried all the same', () => {
  // The page complains of what it is refused.
  test.use({ toleratesComplaints: true });

  test('a name is not even looked up, and a page cannot reach what listens on this machine', async ({
    app: { page, electron },
  }) => {
    let asked = 0;
    const server = createServer((_, answer) => {
      asked += 1;
      answer.end('x');
    });
    await new Promise<void>((open) => server.listen(0, '127.0.0.1', open));
    const { port } = server.address() as AddressInfo;
    try {
      // From the main process, where no policy of the page holds.
      const looked = await electron.evaluate(
        async ({ net }) =>
          new Promise<string>((resolve) => {
            const request = net.request('http://localhost.example.com/');
            request.on('response', () => resolve('answered'));
            request.on('error', (error) => resolve(error.message));
            request.end();
          }),
      );
      expect(looked).toMatch(/ERR_NAME_NOT_RESOLVED|ERR_BLOCKED|ERR_FAILED/);
      const image = await page.evaluate(
        async (at) =>
          new Promise<string>((resolve) => {
            const picture = new Image();
            picture.onload = () => resolve('loaded');
            picture.onerror = () => resolve('refused');
            picture.src = `http://127.0.0.1:${at}/x.png`;
          }),
        port,
      );
      expect(image).toBe('refused');
      expect(asked).toBe(0);
    } finally {
      server.close();
    }
  });
});
