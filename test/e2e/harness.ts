/** Starts the real app, built as it is shipped, over a data folder of its own. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { _electron, expect, test as base } from '@playwright/test';
import type { ElectronApplication, Page } from '@playwright/test';

export interface App {
  readonly electron: ElectronApplication;
  readonly page: Page;
  readonly dataFolder: string;
  /** A folder for the test's own files, gone afterwards. */
  readonly workFolder: string;
}

const root = resolve(import.meta.dirname, '../..');

/** What `npm test` found: see scripts/test.mjs. */
const executable = process.env.GROTTO_TEST_ELECTRON ?? '';

export const test = base.extend<{ app: App; toleratesComplaints: boolean }>({
  toleratesComplaints: [false, { option: true }],
  app: async ({ toleratesComplaints }, use) => {
    const folder = mkdtempSync(join(tmpdir(), 'grotto-window-'));
    const dataFolder = join(folder, 'data');
    const electron = await _electron.launch({
      executablePath: executable,
      args: [
        ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
        '--disable-gpu',
        '--disable-dev-shm-usage',
        root,
        '--data-dir',
        dataFolder,
      ],
      // The app's own files (window place, browser storage) go into the test's folder too.
      env: { ...environment(), XDG_CONFIG_HOME: join(folder, 'config') },
    });
    const page = await electron.firstWindow();
    const complaints: string[] = [];
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    // A file manager's drop comes long after the page is there.
    await page.getByRole('heading', { name: /Drop a log or CSV file/ }).waitFor();
    await use({ electron, page, dataFolder, workFolder: folder });
    await electron.close();
    rmSync(folder, { recursive: true, force: true });
    if (complaints.length > 0 && !toleratesComplaints)
      throw new Error(`The page complained:\n${complaints.join('\n')}`);
  },
});

function environment(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}

/** Drops files on the window as a file manager does. */
export async function dropFiles(page: Page, files: readonly string[], at = { x: 500, y: 400 }): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const data = { items: [], files: [...files], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await session.send('Input.dispatchDragEvent', { type, ...at, data });
  }
  await session.detach();
}

/** Puts a search into the bar in place of what is there. */
export async function typeSearch(page: Page, text: string): Promise<void> {
  const bar = page.getByRole('textbox', { name: 'Search' });
  await bar.click();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.press('Delete');
  await page.keyboard.insertText(text);
}

/** Imports files with what was found for them, and runs the search that the wizard offers at its end. */
export async function importFiles(page: Page, files: readonly string[]): Promise<void> {
  await dropFiles(page, files);
  if (files.length === 1) await page.getByRole('button', { name: /Looks right/ }).click();
  else {
    await page.getByRole('button', { name: 'Review' }).click();
    await page.getByRole('button', { name: 'Import', exact: true }).click();
  }
  await page.getByRole('button', { name: 'Start searching' }).click();
  await expect(page.getByRole('status', { name: 'Search job' })).toContainText('event');
}

/** Runs a search and waits for its job to end. */
export async function runSearch(page: Page, text: string): Promise<void> {
  await typeSearch(page, text);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Enter');
  await jobDone(page, text);
}

/** Waits until the results shown are those of this search. */
export async function jobDone(page: Page, text: string): Promise<void> {
  const job = page.getByRole('status', { name: 'Search job' });
  await expect(job).toHaveAttribute('data-search', text);
  await expect(job).toHaveAttribute('data-state', 'done');
}

/** Saves whatever the page offers next into a folder, in place of the system's dialog; gives its path. */
export async function saveNextInto(app: App, folder: string): Promise<() => Promise<string>> {
  await app.electron.evaluate(({ session }, into) => {
    const state = globalThis as { saved?: Promise<string> };
    state.saved = new Promise((resolve) => {
      session.defaultSession.once('will-download', (_event, item) => {
        const path = `${into}/${item.getFilename()}`;
        item.setSavePath(path);
        item.once('done', () => resolve(path));
      });
    });
  }, folder);
  return () => app.electron.evaluate(() => (globalThis as { saved?: Promise<string> }).saved ?? '');
}
