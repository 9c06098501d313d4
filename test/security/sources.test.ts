/** What must not be written anywhere in the program, because a test of behaviour could miss it. See docs/security.md. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createEngine } from '../../src/engine.ts';

const root = join(import.meta.dirname, '../..');
const filesIn = (folder: string): string[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(ts|tsx|html|css)$/.test(name))
    .map((name) => join(folder, name));
const matches = (folders: readonly string[], pattern: RegExp): string[] =>
  folders.flatMap(filesIn).flatMap((file) =>
    readFileSync(join(root, file), 'utf8')
      .split('\n')
      .flatMap((line, i) =>
        pattern.test(line) && !/^\s*(\/\/|\/?\*)/.test(line) ? [`${file}:${i + 1}: ${line.trim()}`] : [],
      ),
  );

test.each([
  [
    'opens what a page names in other programs',
    ['electron'],
    // The data folder is named by the main process itself.
    /openExternal|(?<!shell\.)openPath|shell\.(?!openPath\(dataFolder\))/,
  ],
  [
    'weakens the window',
    ['electron'],
    /webSecurity|allowRunningInsecureContent|experimentalFeatures|enableBlinkFeatures|nodeIntegration(InWorker|InSubFrames)?: true|sandbox: false|contextIsolation: false|@electron\/remote/,
  ],
  ['loads a page from a file or the network', ['electron'], /loadFile|loadURL\((?!`\$\{pageOrigin\})|file:\/\//],
  [
    'speaks to the network',
    ['src', 'electron'],
    /from 'node:(http|https|http2|net|tls|dgram|dns)'|\bfetch\(|from 'undici'|\bnet\.request|autoUpdater|crashReporter/,
  ],
  [
    'speaks to the network from the page',
    ['renderer'],
    /\bfetch\(|XMLHttpRequest|new WebSocket|EventSource|sendBeacon|RTCPeerConnection|importScripts|https?:\/\/(?!www\.w3\.org)/,
  ],
  [
    'runs text as a program',
    ['src', 'electron', 'renderer'],
    /new Function\(|node:vm|child_process|document\.write|insertAdjacentHTML|dangerouslySetInnerHTML|\.innerHTML/,
  ],
  ['lets the database reach out', ['src'], /INSTALL |LOAD (?!')|httpfs|enable_external_access=true|allow_unsigned/],
])('nothing %s', (_, folders, pattern) => {
  expect(matches(folders, pattern)).toEqual([]);
});

test.skipIf(process.platform === 'win32')('a new data folder is for its owner only', async () => {
  const work = mkdtempSync(join(tmpdir(), 'grotto-private-'));
  const engine = createEngine({ dataFolder: join(work, 'data') });
  await engine.methods['engine.hello']({});
  await engine.close();
  expect(statSync(join(work, 'data')).mode & 0o777).toBe(0o700);
  rmSync(work, { recursive: true });
});

/** Every way out that Node has is counted; the database has none, which test/store/opening.test.ts tries. */
test('importing and searching make no connection and look up no name', { timeout: 60_000 }, () => {
  const work = mkdtempSync(join(tmpdir(), 'grotto-network-'));
  const counting = `
    import net from 'node:net'; import dns from 'node:dns'; import dgram from 'node:dgram'; import { writeFileSync } from 'node:fs';
    const seen = [];
    const count = (object, name) => { const was = object[name]; object[name] = function (...given) { seen.push(name); return was.apply(this, given); }; };
    count(net.Socket.prototype, 'connect'); count(net.Server.prototype, 'listen'); count(dns, 'lookup'); count(dns.promises, 'lookup');
    count(dgram, 'createSocket'); const was = globalThis.fetch; globalThis.fetch = (...given) => (seen.push('fetch'), was(...given));
    process.on('exit', () => writeFileSync(process.env.GROTTO_TEST_SEEN, JSON.stringify(seen)));
    if (process.env.GROTTO_TEST_CONNECT) net.connect(9, '127.0.0.1').on('error', () => undefined);`;
  writeFileSync(join(work, 'count.mjs'), counting);
  writeFileSync(join(work, 'a.log'), '2026-01-01T00:00:00Z ip=8.8.8.8 url=https://example.com/x\n');
  const run = (words: readonly string[], more: Record<string, string> = {}): unknown => {
    const seen = join(work, 'seen.json');
    rmSync(seen, { force: true });
    const { status, stderr } = spawnSync(
      process.execPath,
      ['--import', join(work, 'count.mjs'), join(work, 'grotto.mjs'), ...words, '--data-dir', join(work, 'data')],
      { cwd: root, encoding: 'utf8', env: { ...process.env, GROTTO_TEST_SEEN: seen, ...more } },
    );
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    return existsSync(seen) ? JSON.parse(readFileSync(seen, 'utf8')) : 'not counted';
  };
  const bundled = spawnSync(
    process.execPath,
    [
      '--input-type=module',
      '-e',
      `import { bundleForNode } from './scripts/lib/bundle.mjs'; await bundleForNode('src/cli/main.ts', 'dist/security/grotto.mjs');`,
    ],
    { cwd: root, encoding: 'utf8' },
  );
  expect(bundled.stderr).toBe('');
  // Beside the packages that it leaves out of the bundle.
  writeFileSync(join(work, 'grotto.mjs'), `await import(${JSON.stringify(join(root, 'dist/security/grotto.mjs'))});`);
  try {
    expect(run(['import', join(work, 'a.log')])).toEqual([]);
    expect(run(['search', 'index=main | iplocation ip | table Country url'])).toEqual([]);
    expect(run(['doctor'])).toEqual([]);
    // The counter counts: otherwise this would hold of anything.
    expect(run(['indexes'], { GROTTO_TEST_CONNECT: '1' })).toEqual(['connect']);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
});

test('the bill of materials names what is shipped, and what is only used to build it not', { timeout: 60_000 }, () => {
  const { stdout, stderr } = spawnSync(process.execPath, ['scripts/sbom.mjs'], { cwd: root, encoding: 'utf8' });
  expect(stderr).toBe('');
  const bill = JSON.parse(stdout) as {
    bomFormat: string;
    components: { name: string; version: string; purl: string }[];
  };
  expect(bill.bomFormat).toBe('CycloneDX');
  const names = bill.components.map((one) => one.name);
  for (const shipped of [
    '@duckdb/node-api',
    'electron',
    'react',
    'react-dom',
    '@codemirror/view',
    'zod',
    'yauzl',
    'papaparse',
  ])
    expect(names).toContain(shipped);
  for (const other of ['vitest', 'eslint', 'typescript', 'esbuild', 'knip']) expect(names).not.toContain(other);
  expect(bill.components.every((one) => one.version !== '' && one.purl.startsWith('pkg:npm/'))).toBe(true);
});
