/** All that the sandboxed page gets of the world outside: `window.grotto`, see src/protocol/page-api.ts. */
import { contextBridge, ipcRenderer, webFrame, webUtils } from 'electron';
import type { ActionName } from '../src/protocol/actions.ts';
import type { PageApi, PathGrant } from '../src/protocol/page-api.ts';
import { toMain, toPage } from './channels.ts';

function listen<T>(channel: string, listener: (value: T) => void): () => void {
  const heard = (_event: unknown, value: T): void => listener(value);
  ipcRenderer.on(channel, heard);
  return () => void ipcRenderer.removeListener(channel, heard);
}

const api: PageApi = {
  chooseFiles: () => ipcRenderer.invoke(toMain.chooseFiles) as Promise<readonly PathGrant[]>,
  chooseFolder: () => ipcRenderer.invoke(toMain.chooseFolder) as Promise<readonly PathGrant[]>,
  onFilesGranted: (listener) => listen<readonly PathGrant[]>(toPage.filesGranted, listener),
  onDragChange: (listener) => {
    dragListeners.add(listener);
    return () => void dragListeners.delete(listener);
  },
  onEngineLost: (listener) => listen<string>(toPage.engineLost, listener),
  onMenuAction: (listener) => listen<ActionName>(toPage.menuAction, listener),
  setProgress: (fraction) => ipcRenderer.send(toMain.progress, fraction),
  setTheme: (theme) => ipcRenderer.send(toMain.theme, theme),
  openDataFolder: () => ipcRenderer.send(toMain.openDataFolder),
  newWindow: () => ipcRenderer.send(toMain.newWindow),
  setZoom: (factor) => webFrame.setZoomFactor(factor),
  connect: () => ipcRenderer.send(toMain.connect),
  ready: () => ipcRenderer.send(toMain.ready),
  platform: process.platform,
};

// ---------------------------------------------------------------- dropped files
const dragListeners = new Set<(over: boolean) => void>();
/** Entering a child comes before leaving its parent, so a count tells whether the drag is still over the window. */
let depth = 0;

function setDepth(next: number): void {
  const was = depth > 0;
  depth = Math.max(0, next);
  if (depth > 0 !== was) for (const listener of dragListeners) listener(depth > 0);
}

/** Only files: text that is dragged within the page is none of this script's business. */
function carriesFiles(event: DragEvent): boolean {
  return event.isTrusted && event.dataTransfer?.types.includes('Files') === true;
}

window.addEventListener('dragenter', (event) => carriesFiles(event) && setDepth(depth + 1));
window.addEventListener('dragleave', (event) => carriesFiles(event) && setDepth(depth - 1));
window.addEventListener('dragover', (event) => {
  if (!carriesFiles(event) || event.dataTransfer === null) return;
  event.preventDefault();
  event.dataTransfer.dropEffect = 'copy';
});
window.addEventListener('drop', (event) => {
  if (!carriesFiles(event) || event.dataTransfer === null) return;
  event.preventDefault();
  setDepth(0);
  const paths = [...event.dataTransfer.files].map(pathOf).filter((path) => path !== '');
  if (paths.length > 0) ipcRenderer.send(toMain.drop, paths);
});

/** Electron before 29 has the path on the file itself. */
function pathOf(file: File): string {
  const getter = webUtils as typeof webUtils | undefined;
  return getter === undefined ? ((file as File & { path?: string }).path ?? '') : getter.getPathForFile(file);
}

// ---------------------------------------------------------------- the engine's port
ipcRenderer.on(toPage.enginePort, (event, reason: string | null) => {
  window.postMessage({ grotto: 'engine-port', reason }, window.location.origin, event.ports);
});

contextBridge.exposeInMainWorld('grotto', api);
