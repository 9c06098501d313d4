/** The main process: the windows, their dialogs and menu, and the engine's process. Nothing here can block. */
import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { app, BrowserWindow, dialog, ipcMain, nativeTheme, shell } from 'electron';
import type { IpcMainEvent, IpcMainInvokeEvent, OpenDialogOptions, WebContents } from 'electron';
import { defaultDataFolder } from '../src/data-place.ts';
import { toMain, toPage } from './channels.ts';
import { EngineHost } from './engine-host.ts';
import { installMenu } from './menu.ts';
import { announceScheme, servePage } from './page-files.ts';
import { checkSender, denyByDefault, lockSession } from './security.ts';
import { readStartOptions } from './start-options.ts';
import { recentFiles, rememberFiles } from './recent-files.ts';
import { Windows } from './windows.ts';

const options = readStartOptions(process.argv.slice(1), app.isPackaged, process.cwd());
const dataFolder = options.dataFolder ?? defaultDataFolder();

const windows = new Windows();
let engine: EngineHost | undefined;
/** Files to open once the page can take them. */
let pending: string[] = [...options.files];
let isQuitting = false;
let isPictureTaken = false;

if (options.dataFolder !== undefined) {
  // Chromium's own files cannot be shared by two running apps, and are not events: they stay out of the data folder.
  const name = createHash('sha256').update(options.dataFolder).digest('hex').slice(0, 16);
  app.setPath('userData', join(app.getPath('userData'), 'windows', name));
}

if (app.requestSingleInstanceLock({ folder: process.cwd(), words: process.argv.slice(1) })) start();
else {
  if (options.reportStart) process.stdout.write('Grotto is open already: its window was brought to the front.\n');
  app.quit();
}

function start(): void {
  announceScheme();
  denyByDefault();
  app.on('second-instance', (_event, _words, folder, data) => {
    windows.show();
    const words = (data as { words?: string[] } | undefined)?.words ?? [];
    void openFiles(readStartOptions(words, app.isPackaged, folder).files);
  });
  app.on('open-file', (event, path) => {
    event.preventDefault();
    void openFiles([path]);
  });
  app.on('window-all-closed', () => app.quit());
  app.on('activate', () => {
    if (windows.count === 0 && engine !== undefined) windows.open();
  });
  app.on('will-quit', (event) => {
    if (engine === undefined || isQuitting) return;
    isQuitting = true;
    event.preventDefault();
    void engine.close().finally(() => app.exit(0));
  });
  void app.whenReady().then(open);
}

function open(): void {
  lockSession();
  servePage(join(__dirname, '../renderer'));
  engine = new EngineHost(dataFolder, {
    lost: (reason) => {
      for (const page of windows.connected) page.send(toPage.engineLost, reason);
    },
    restarted: (reason) => {
      for (const page of windows.connected) sendPort(page, reason);
    },
  });
  showMenu();
  listenToPage(engine);
  windows.open();
}

function showMenu(): void {
  installMenu(
    (action) => windows.front?.webContents.send(toPage.menuAction, action),
    recentFiles(),
    (path) => void openFiles([path]),
  );
}

function remember(paths: readonly string[]): void {
  if (paths.length === 0) return;
  rememberFiles(paths);
  showMenu();
}

/** Hands a page a port to the engine that runs now. */
function sendPort(page: WebContents, reason: string | null): void {
  if (engine !== undefined && !page.isDestroyed()) page.postMessage(toPage.enginePort, reason, [engine.newPort()]);
}

function windowOf(event: IpcMainEvent | IpcMainInvokeEvent): BrowserWindow | undefined {
  return BrowserWindow.fromWebContents(event.sender) ?? undefined;
}

/** In the page that they were dropped on, else in that of the window in front. */
async function openFiles(paths: readonly string[], page = windows.frontPage): Promise<void> {
  if (page === undefined || engine === undefined) {
    pending.push(...paths);
    return;
  }
  remember(paths);
  const grants = await engine.grant(paths);
  if (grants.length > 0 && !page.isDestroyed()) page.send(toPage.filesGranted, grants);
}

function listenToPage(host: EngineHost): void {
  ipcMain.handle(toMain.chooseFiles, (event) => {
    checkSender(event);
    return choose(windowOf(event), host, { title: 'Add data', properties: ['openFile', 'multiSelections'] });
  });
  ipcMain.handle(toMain.chooseFolder, (event) => {
    checkSender(event);
    return choose(windowOf(event), host, { title: 'Add a folder', properties: ['openDirectory', 'multiSelections'] });
  });
  ipcMain.on(toMain.drop, (event, paths: unknown) => {
    checkSender(event);
    if (Array.isArray(paths))
      void openFiles(
        paths.filter((path) => typeof path === 'string'),
        event.sender,
      );
  });
  ipcMain.on(toMain.connect, (event) => {
    checkSender(event);
    windows.connect(event.sender);
    sendPort(event.sender, null);
    const paths = pending;
    pending = [];
    void openFiles(paths, event.sender);
  });
  ipcMain.on(toMain.ready, (event) => {
    checkSender(event);
    void reportStart();
  });
  ipcMain.on(toMain.progress, (event, fraction: unknown) => {
    checkSender(event);
    windowOf(event)?.setProgressBar(typeof fraction === 'number' ? Math.min(1, Math.max(0, fraction)) : -1);
  });
  ipcMain.on(toMain.theme, (event, theme: unknown) => {
    checkSender(event);
    if (theme === 'system' || theme === 'light' || theme === 'dark') nativeTheme.themeSource = theme;
  });
  ipcMain.on(toMain.newWindow, (event) => {
    checkSender(event);
    windows.open();
  });
  ipcMain.on(toMain.openDataFolder, (event) => {
    checkSender(event);
    void shell.openPath(dataFolder);
  });
}

async function choose(
  window: BrowserWindow | undefined,
  host: EngineHost,
  dialogOptions: OpenDialogOptions,
): ReturnType<EngineHost['grant']> {
  if (window === undefined) return [];
  const { filePaths } = await dialog.showOpenDialog(window, dialogOptions);
  remember(filePaths);
  return host.grant(filePaths);
}

/** For `npm start`, which prints the time and where the picture is. */
async function reportStart(): Promise<void> {
  if (options.reportStart && !isPictureTaken) process.stdout.write('grotto: interactive\n');
  const window = windows.front;
  if (options.picture === undefined || window === undefined || isPictureTaken) return;
  isPictureTaken = true;
  // Long enough for the first page to be drawn with the engine's first answers.
  await new Promise((resolve) => setTimeout(resolve, 700));
  const picture = await window.webContents.capturePage();
  mkdirSync(dirname(options.picture), { recursive: true });
  writeFileSync(options.picture, picture.toPNG());
  process.stdout.write(`grotto: picture ${options.picture}\n`);
  if (options.quitAfterPicture) app.quit();
}
