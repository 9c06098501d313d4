/** The main process: one window, its dialogs and its menu, and the engine's process. Nothing here can block. */
import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { app, dialog, ipcMain, nativeTheme, shell } from 'electron';
import type { BrowserWindow, OpenDialogOptions } from 'electron';
import { defaultDataFolder } from '../src/data-place.ts';
import { toMain, toPage } from './channels.ts';
import { EngineHost } from './engine-host.ts';
import { installMenu } from './menu.ts';
import { announceScheme, servePage } from './page-files.ts';
import { checkSender, denyByDefault, lockSession } from './security.ts';
import { readStartOptions } from './start-options.ts';
import { recentFiles, rememberFiles } from './recent-files.ts';
import { createWindow } from './window.ts';

const options = readStartOptions(process.argv.slice(1), app.isPackaged, process.cwd());
const dataFolder = options.dataFolder ?? defaultDataFolder();

let window: BrowserWindow | undefined;
let engine: EngineHost | undefined;
/** Files to open once the page can take them. */
let pending: string[] = [...options.files];
let isPageConnected = false;
let isQuitting = false;

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
    window?.show();
    window?.focus();
    const words = (data as { words?: string[] } | undefined)?.words ?? [];
    void openFiles(readStartOptions(words, app.isPackaged, folder).files);
  });
  app.on('open-file', (event, path) => {
    event.preventDefault();
    void openFiles([path]);
  });
  app.on('window-all-closed', () => app.quit());
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
    lost: (reason) => window?.webContents.send(toPage.engineLost, reason),
    restarted: (reason) => sendPort(reason),
  });
  showMenu();
  listenToPage(engine);
  window = createWindow();
  window.on('closed', () => (window = undefined));
}

function showMenu(): void {
  installMenu(
    (action) => window?.webContents.send(toPage.menuAction, action),
    recentFiles(),
    (path) => void openFiles([path]),
  );
}

function remember(paths: readonly string[]): void {
  if (paths.length === 0) return;
  rememberFiles(paths);
  showMenu();
}

/** Hands the page a port to the engine that runs now. */
function sendPort(reason: string | null): void {
  if (window === undefined || engine === undefined || !isPageConnected) return;
  window.webContents.postMessage(toPage.enginePort, reason, [engine.newPort()]);
}

async function openFiles(paths: readonly string[]): Promise<void> {
  if (!isPageConnected || engine === undefined) {
    pending.push(...paths);
    return;
  }
  remember(paths);
  const grants = await engine.grant(paths);
  if (grants.length > 0) window?.webContents.send(toPage.filesGranted, grants);
}

function listenToPage(host: EngineHost): void {
  ipcMain.handle(toMain.chooseFiles, (event) => {
    checkSender(event);
    return choose(host, { title: 'Add data', properties: ['openFile', 'multiSelections'] });
  });
  ipcMain.handle(toMain.chooseFolder, (event) => {
    checkSender(event);
    return choose(host, { title: 'Add a folder', properties: ['openDirectory', 'multiSelections'] });
  });
  ipcMain.on(toMain.drop, (event, paths: unknown) => {
    checkSender(event);
    if (Array.isArray(paths)) void openFiles(paths.filter((path) => typeof path === 'string'));
  });
  ipcMain.on(toMain.connect, (event) => {
    checkSender(event);
    isPageConnected = true;
    sendPort(null);
    const paths = pending;
    pending = [];
    void openFiles(paths);
  });
  ipcMain.on(toMain.ready, (event) => {
    checkSender(event);
    void reportStart();
  });
  ipcMain.on(toMain.progress, (event, fraction: unknown) => {
    checkSender(event);
    window?.setProgressBar(typeof fraction === 'number' ? Math.min(1, Math.max(0, fraction)) : -1);
  });
  ipcMain.on(toMain.theme, (event, theme: unknown) => {
    checkSender(event);
    if (theme === 'system' || theme === 'light' || theme === 'dark') nativeTheme.themeSource = theme;
  });
  ipcMain.on(toMain.openDataFolder, (event) => {
    checkSender(event);
    void shell.openPath(dataFolder);
  });
}

async function choose(host: EngineHost, dialogOptions: OpenDialogOptions): ReturnType<EngineHost['grant']> {
  if (window === undefined) return [];
  const { filePaths } = await dialog.showOpenDialog(window, dialogOptions);
  remember(filePaths);
  return host.grant(filePaths);
}

/** For `npm start`, which prints the time and where the picture is. */
async function reportStart(): Promise<void> {
  if (options.reportStart) process.stdout.write('grotto: interactive\n');
  if (options.picture === undefined || window === undefined) return;
  // Long enough for the first page to be drawn with the engine's first answers.
  await new Promise((resolve) => setTimeout(resolve, 700));
  const picture = await window.webContents.capturePage();
  mkdirSync(dirname(options.picture), { recursive: true });
  writeFileSync(options.picture, picture.toPNG());
  process.stdout.write(`grotto: picture ${options.picture}\n`);
  if (options.quitAfterPicture) app.quit();
}
