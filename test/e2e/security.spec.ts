/** What the page must not be able to do, each tried. */
import { expect } from '@playwright/test';
import { test } from './harness.ts';

test('the page is sandboxed and has nothing of Node', async ({ app: { page, electron } }) => {
  const seen = await page.evaluate(() => ({
    require: typeof (globalThis as Record<string, unknown>).require,
    process: typeof (globalThis as Record<string, unknown>).process,
    api: Object.keys((globalThis as unknown as { grotto: object }).grotto).sort(),
  }));
  expect(seen.require).toBe('undefined');
  expect(seen.process).toBe('undefined');
  expect(seen.api).toEqual([
    'chooseFiles',
    'chooseFolder',
    'connect',
    'newWindow',
    'onDragChange',
    'onEngineLost',
    'onFilesGranted',
    'onMenuAction',
    'openDataFolder',
    'platform',
    'ready',
    'setProgress',
    'setTheme',
    'setZoom',
  ]);
  const preferences = await electron.evaluate(({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents as unknown as {
      getLastWebPreferences(): Record<string, unknown>;
    };
    return contents.getLastWebPreferences();
  });
  expect(preferences).toMatchObject({
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    webviewTag: false,
  });
});

test('navigation, new windows and frames are denied', async ({ app: { page, electron } }) => {
  const before = page.url();
  await page.evaluate(() => {
    location.href = 'https://example.com/';
  });
  await page.evaluate(() => window.open('https://example.com/'));
  await page.waitForTimeout(300);
  expect(page.url()).toBe(before);
  expect(electron.windows()).toHaveLength(1);
});

test('permissions are denied', async ({ app: { page } }) => {
  const answers = await page.evaluate(async () => {
    const geolocation = await new Promise<string>((resolve) =>
      navigator.geolocation.getCurrentPosition(
        () => resolve('granted'),
        () => resolve('denied'),
      ),
    );
    const notification = await Notification.requestPermission();
    const camera = await navigator.mediaDevices.getUserMedia({ video: true }).then(
      () => 'granted',
      () => 'denied',
    );
    return { geolocation, notification, camera };
  });
  expect(answers).toEqual({ geolocation: 'denied', notification: 'denied', camera: 'denied' });
});

test.describe('content security policy', () => {
  // These tests provoke the complaints that the harness otherwise treats as failures.
  test.use({ toleratesComplaints: true });

  test('no inline script, no eval, no foreign style and no network', async ({ app: { page } }) => {
    const result = await page.evaluate(async () => {
      const script = document.createElement('script');
      script.textContent = 'globalThis.injected = true';
      document.body.append(script);
      const style = document.createElement('style');
      style.textContent = 'body { outline: 7px solid red }';
      document.head.append(style);
      const frame = document.createElement('iframe');
      frame.src = 'https://example.com/';
      document.body.append(frame);
      // The debugger that runs this function may evaluate text until the function first waits.
      await new Promise((resolve) => setTimeout(resolve, 0));
      const evaluated = ((): string => {
        try {
          // eslint-disable-next-line @typescript-eslint/no-implied-eval, @typescript-eslint/no-unsafe-call
          return String(new Function('return 1')());
        } catch {
          return 'refused';
        }
      })();
      const fetched = await fetch('https://example.com/').then(
        () => 'answered',
        () => 'refused',
      );
      const local = await fetch('file:///etc/passwd').then(
        () => 'answered',
        () => 'refused',
      );
      return {
        injected: (globalThis as Record<string, unknown>).injected ?? 'nothing',
        outline: getComputedStyle(document.body).outlineWidth,
        evaluated,
        fetched,
        local,
      };
    });
    expect(result.outline).not.toBe('7px');
    expect(result).toMatchObject({
      injected: 'nothing',
      evaluated: 'refused',
      fetched: 'refused',
      local: 'refused',
    });
  });

  test('only the page’s own files are served', async ({ app: { page } }) => {
    const statuses = await page.evaluate(async () => {
      const paths = [
        '/index.html',
        '/nosuch.js',
        '/../main/main.cjs',
        '/%2e%2e/main/main.cjs',
        '/..%2f..%2fpackage.json',
      ];
      return Promise.all(paths.map(async (path) => (await fetch(`app://grotto${path}`)).status));
    });
    expect(statuses).toEqual([200, 404, 404, 404, 404]);
  });
});

test('hostile text in a file stays text', async ({ app: { page, workFolder } }) => {
  const { writeFileSync } = await import('node:fs');
  const { dropFiles } = await import('./harness.ts');
  const file = `${workFolder}/hostile.csv`;
  const bad = '<img src=x onerror="globalThis.hacked=1">';
  writeFileSync(
    file,
    `time,"<b>name</b>",value\n2025-01-01 00:00:00,"${bad.replaceAll('"', '""')}","'; DROP TABLE imports; --"\n`,
  );
  await dropFiles(page, [file]);
  await page.getByRole('button', { name: /Looks right/ }).click();
  await page.getByRole('button', { name: 'Start searching' }).click();
  await expect(page.getByRole('list', { name: 'Events' }).getByRole('listitem')).toContainText('<img src=x');
  await page.getByRole('button', { name: 'Show all fields' }).click();
  await expect(page.getByRole('table', { name: 'Fields' })).toContainText("'; DROP TABLE imports; --");
  expect(await page.evaluate(() => (globalThis as Record<string, unknown>).hacked)).toBeUndefined();
});
