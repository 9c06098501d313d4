/**
 * What the window feels like over the bench's data folder: a table of times. Run by `npm run bench` behind the searches; the
 * folder is its one argument, GROTTO_BENCH_ELECTRON says where Electron is.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron } from '@playwright/test';
import type { ElectronApplication, Page } from '@playwright/test';
import { middle } from './numbers.ts';
import { Report } from './report.ts';

const [dataFolder = ''] = process.argv.slice(2);
const isWritten = process.argv.includes('--write');
const runs = 3;
const parts = {
  rows: '.event-row .event-time',
  timeline: '.timeline-bar',
  fields: '.fields-sidebar .field-name',
};
const slow = 'index=web | rex "(?<agent>[^\\"]+)\\"$" | eval key=md5(agent.clientip) | stats dc(key)';

const config = mkdtempSync(join(tmpdir(), 'grotto-bench-window-'));
const report = new Report();
const rows: string[][] = [];
const began = performance.now();
const app = await _electron.launch({
  executablePath: process.env.GROTTO_BENCH_ELECTRON ?? '',
  args: [
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    ...(process.env.GROTTO_BENCH_VIRTUAL === 'yes' ? ['--disable-gpu', '--disable-dev-shm-usage'] : []),
    process.cwd(),
    '--data-dir',
    dataFolder,
  ],
  env: { ...environment(), XDG_CONFIG_HOME: config },
});
try {
  const page = await app.firstWindow();
  await bar(page).waitFor();
  tell('start to interactive', performance.now() - began, 'ms');
  await measure(app, page);
} finally {
  await app.close();
  rmSync(config, { recursive: true, force: true });
}
report.table(['window', 'measured', 'at most'], rows);
report.end('window', isWritten);

function tell(what: string, measured: number, unit: string, most = Number.NaN): void {
  rows.push([what, `${measured.toFixed(0)} ${unit}`.trim(), Number.isNaN(most) ? '-' : `${most} ${unit}`.trim()]);
  report.budget(what, measured, most, unit);
}

async function measure(electron: ElectronApplication, page: Page): Promise<void> {
  for (const search of ['index=web', 'index=web status=404', 'index=web curl']) {
    const times = [];
    for (let run = 0; run < runs; run += 1) {
      await timedSearch(page, '| makeresults', {});
      times.push(await timedSearch(page, search, parts));
    }
    for (const part of Object.keys(parts)) {
      tell(`${search}: ${part}`, middle(times.map((one) => one[part] ?? NaN)), 'ms', part === 'fields' ? NaN : 150);
    }
    tell(`${search}: done`, middle(times.map((one) => one.done ?? NaN)), 'ms');
  }
  tell('scrolling its list: frames over 50 ms', await longFrames(page), '', 0);
  tell('keystroke to paint while a search runs, 95th percentile', await typing(page), 'ms', 50);
  tell('cancel', await cancelling(page), 'ms', 1000);
  for (let i = 0; i < 10; i += 1) await timedSearch(page, `index=web status=${i % 2 === 0 ? 404 : 500}`, parts);
  const metrics = await electron.evaluate(({ app: own }) => own.getAppMetrics());
  const renderer = metrics.filter((one) => one.type === 'Tab').reduce((sum, one) => sum + one.memory.workingSetSize, 0);
  tell('memory of the page after ten searches', renderer / 1024, 'MB', 400);
}

function bar(page: Page) {
  return page.getByRole('textbox', { name: 'Search', exact: true });
}

async function type(page: Page, text: string): Promise<void> {
  await bar(page).click();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.press('Delete');
  await page.keyboard.insertText(text);
  await page.keyboard.press('Escape');
}

/** Milliseconds from Enter until an element of each selector is there, and until the job has ended. */
async function timedSearch(
  page: Page,
  text: string,
  wanted: Readonly<Record<string, string>>,
): Promise<Readonly<Record<string, number>>> {
  await type(page, text);
  await page.evaluate(
    ({ selectors, search }) => {
      const state = globalThis as { benchTimes?: Record<string, number> | undefined };
      state.benchTimes = undefined;
      const begin = (event: KeyboardEvent): void => {
        if (event.key !== 'Enter') return;
        document.removeEventListener('keydown', begin, true);
        const start = performance.now();
        const times: Record<string, number> = {};
        const look = (): void => {
          const job = document.querySelector('.job-bar');
          if (job instanceof HTMLElement && job.dataset.search === search) {
            for (const [name, selector] of Object.entries(selectors))
              if (document.querySelector(selector) !== null) times[name] ??= performance.now() - start;
            if (job.dataset.state === 'done') times.done ??= performance.now() - start;
          }
          if (Object.keys(times).length === Object.keys(selectors).length + 1) state.benchTimes = times;
          else setTimeout(look, 4);
        };
        look();
      };
      document.addEventListener('keydown', begin, true);
    },
    { selectors: wanted, search: text },
  );
  await page.keyboard.press('Enter');
  const found = await page.waitForFunction(
    () => (globalThis as { benchTimes?: Record<string, number> }).benchTimes,
    null,
    {
      timeout: 120_000,
      polling: 50,
    },
  );
  return (await found.jsonValue()) ?? {};
}

/** Frames that took longer than 50 ms while the wheel turns for three seconds. */
async function longFrames(page: Page): Promise<number> {
  const box = await page.getByRole('list', { name: 'Events' }).boundingBox();
  await page.mouse.move((box?.x ?? 0) + 200, (box?.y ?? 0) + 200);
  await page.evaluate(() => {
    const state = globalThis as { benchFrames?: number[] };
    const frames: number[] = [];
    state.benchFrames = frames;
    let before = performance.now();
    const next = (now: number): void => {
      frames.push(now - before);
      before = now;
      requestAnimationFrame(next);
    };
    requestAnimationFrame(next);
  });
  for (let i = 0; i < 60; i += 1) {
    await page.mouse.wheel(0, 180);
    await page.waitForTimeout(50);
  }
  return page.evaluate(
    () => ((globalThis as { benchFrames?: number[] }).benchFrames ?? []).filter((frame) => frame > 50).length,
  );
}

/** Starts a slow search and types meanwhile: milliseconds from a key to the paint behind it, 95th percentile. */
async function typing(page: Page): Promise<number> {
  await type(page, slow);
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Cancel' }).waitFor();
  await page.evaluate(() => {
    const state = globalThis as { benchKeys?: number[] };
    const times: number[] = [];
    state.benchKeys = times;
    const painted = new MessageChannel();
    const starts: number[] = [];
    painted.port1.onmessage = () => {
      const start = starts.shift();
      if (start !== undefined) times.push(performance.now() - start);
    };
    document.addEventListener(
      'keydown',
      (event) =>
        requestAnimationFrame(() => {
          starts.push(event.timeStamp);
          painted.port2.postMessage(0);
        }),
      true,
    );
  });
  await bar(page).click();
  await page.keyboard.press('End');
  for (const key of ' | eval another=upper(key) | stats count by another') {
    await page.keyboard.type(key);
    await page.waitForTimeout(40);
  }
  const times = await page.evaluate(() => (globalThis as { benchKeys?: number[] }).benchKeys ?? []);
  times.sort((a, b) => a - b);
  return times[Math.floor(times.length * 0.95)] ?? NaN;
}

/** Milliseconds from a click on Cancel until the search can be run again. */
async function cancelling(page: Page): Promise<number> {
  const cancel = page.getByRole('button', { name: 'Cancel' });
  if ((await cancel.count()) === 0) return NaN;
  const start = performance.now();
  await cancel.click();
  await cancel.waitFor({ state: 'detached' });
  return performance.now() - start;
}

function environment(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
