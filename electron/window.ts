/** A window, where one was last time. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { app, BrowserWindow, nativeTheme, screen } from 'electron';
import type { Rectangle } from 'electron';
import { pageOrigin } from './security.ts';

const smallest = { width: 800, height: 560 };
/** The page's own background, so that nothing flashes before it is drawn; see renderer/theme.css. */
const background = { light: '#ffffff', dark: '#14181f' };

/** Pixels that a further window is moved by. */
const step = 28;

/** `before`: of the window in front. */
export function createWindow(before?: Rectangle): BrowserWindow {
  const bounds = before === undefined ? startBounds() : { ...before, x: before.x + step, y: before.y + step };
  const window = new BrowserWindow({
    ...bounds,
    minWidth: smallest.width,
    minHeight: smallest.height,
    title: 'Grotto',
    show: false,
    autoHideMenuBar: true,
    backgroundColor: nativeTheme.shouldUseDarkColors ? background.dark : background.light,
    webPreferences: {
      preload: join(__dirname, '../preload/preload.cjs'),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
    },
  });
  window.once('ready-to-show', () => window.show());
  window.on('close', () => rememberBounds(window));
  void window.loadURL(`${pageOrigin}/index.html`);
  return window;
}

function boundsFile(): string {
  return join(app.getPath('userData'), 'window.json');
}

function startBounds(): Partial<Rectangle> {
  const fallback = { width: 1280, height: 820 };
  try {
    const kept = JSON.parse(readFileSync(boundsFile(), 'utf8')) as Partial<Rectangle>;
    const { x, y, width, height } = kept;
    if (![x, y, width, height].every(Number.isFinite)) return fallback;
    const bounds = kept as Rectangle;
    const area = screen.getDisplayMatching(bounds).workArea;
    const isVisible =
      bounds.x < area.x + area.width &&
      bounds.x + bounds.width > area.x &&
      bounds.y < area.y + area.height &&
      bounds.y >= area.y;
    return isVisible ? bounds : fallback;
  } catch {
    return fallback;
  }
}

function rememberBounds(window: BrowserWindow): void {
  try {
    mkdirSync(dirname(boundsFile()), { recursive: true });
    writeFileSync(boundsFile(), JSON.stringify(window.getNormalBounds()));
  } catch {
    // A place that cannot be written to only costs the window its old place.
  }
}
