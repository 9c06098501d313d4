/** The packaged app, as a person would get it: started, used, and what is in it looked at. */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { chromium, expect, test } from '@playwright/test';
import { dropFiles } from './harness.ts';
import { spendingFile } from './samples.ts';

const out = resolve(import.meta.dirname, '../../out');
const folder = join(out, readdirSync(out).find((name) => name.startsWith('Grotto-')) ?? 'nothing packaged');
const executable = join(folder, 'grotto');

test('the packaged app starts, imports and searches', async () => {
  const work = mkdtempSync(join(tmpdir(), 'grotto-packaged-'));
  const child = spawn(
    executable,
    [
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      '--disable-gpu',
      '--disable-dev-shm-usage',
      '--remote-debugging-port=0',
      '--data-dir',
      join(work, 'data'),
    ],
    { env: { ...process.env, XDG_CONFIG_HOME: join(work, 'config') }, stdio: ['ignore', 'ignore', 'pipe'] },
  );
  try {
    const address = await new Promise<string>((found, failed) => {
      let said = '';
      child.stderr.on('data', (chunk: Buffer) => {
        said += chunk.toString();
        const match = /DevTools listening on (ws:\/\/\S+)/.exec(said);
        if (match?.[1] !== undefined) found(match[1]);
      });
      child.on('exit', (code) => failed(new Error(`The app ended with ${code}: ${said}`)));
    });
    const browser = await chromium.connectOverCDP(address, { noDefaults: true });
    const context = browser.contexts()[0];
    const page = context?.pages()[0] ?? (await context?.waitForEvent('page'));
    if (page === undefined) throw new Error('There is no window.');
    await expect(page.getByRole('heading', { name: /Drop a log or CSV file/ })).toBeVisible();
    await dropFiles(page, [spendingFile(work)]);
    await page.getByRole('button', { name: /Looks right/ }).click();
    await page.getByRole('button', { name: 'Start searching' }).click();
    await expect(page.getByRole('list', { name: 'Events' }).getByRole('listitem')).toHaveCount(5);
  } finally {
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill();
    await gone;
    rmSync(work, { recursive: true, force: true });
  }
});

test('only what the app needs is in the package, and its native library lies beside the archive', () => {
  const resources = join(folder, 'resources');
  expect(readdirSync(resources).sort()).toEqual(['app.asar', 'app.asar.unpacked', 'sbom.cdx.json']);
  const bill = JSON.parse(readFileSync(join(resources, 'sbom.cdx.json'), 'utf8')) as { components: { name: string }[] };
  expect(bill.components.map((one) => one.name)).toContain('@duckdb/node-api');
  const bindings = join(resources, 'app.asar.unpacked', 'node_modules', '@duckdb');
  expect(readdirSync(bindings).some((name) => name.startsWith('node-bindings-'))).toBe(true);
  expect(existsSync(join(folder, 'LICENSE'))).toBe(true);
});

test('its fuses are set', async () => {
  const wire = await getCurrentFuseWire(executable);
  // The wire holds the characters 0 and 1: https://github.com/electron/fuses
  const isOn = (fuse: FuseV1Options): string => String.fromCharCode(Number(wire[fuse]));
  expect(isOn(FuseV1Options.RunAsNode)).toBe('0');
  expect(isOn(FuseV1Options.EnableNodeOptionsEnvironmentVariable)).toBe('0');
  expect(isOn(FuseV1Options.EnableNodeCliInspectArguments)).toBe('0');
  expect(isOn(FuseV1Options.OnlyLoadAppFromAsar)).toBe('1');
});
