/**
 * What the page may not do, whatever gets into it: leave its own origin, open windows, ask for permissions, use the
 * network. Electron's own checklist: https://www.electronjs.org/docs/latest/tutorial/security
 */
import { app, session } from 'electron';
import type { IpcMainEvent, IpcMainInvokeEvent } from 'electron';

export const pageOrigin = 'app://grotto';

/** Call before the app is ready, and before the first window. */
export function denyByDefault(): void {
  // No name is looked up, whoever asks: not even Chromium for itself.
  app.commandLine.appendSwitch('host-resolver-rules', 'MAP * ~NOTFOUND');
  app.commandLine.appendSwitch('disable-background-networking');
  app.commandLine.appendSwitch('disable-component-update');
  app.on('web-contents-created', (_event, contents) => {
    contents.on('will-navigate', (event) => event.preventDefault());
    contents.on('will-redirect', (event) => event.preventDefault());
    contents.on('will-attach-webview', (event) => event.preventDefault());
    contents.setWindowOpenHandler(() => ({ action: 'deny' }));
    contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp');
  });
}

/** Call once the app is ready. */
export function lockSession(): void {
  const { defaultSession } = session;
  // Copying is the only permission that the page uses; browsers count it as one.
  defaultSession.setPermissionRequestHandler((_contents, permission, answer) =>
    answer(permission === 'clipboard-sanitized-write'),
  );
  defaultSession.setPermissionCheckHandler((_contents, permission) => permission === 'clipboard-sanitized-write');
  defaultSession.setDevicePermissionHandler(() => false);
  defaultSession.webRequest.onBeforeRequest((request, answer) => answer({ cancel: !isLocal(request.url) }));
  defaultSession.on('will-download', (event, item) => {
    // Charts and tables are saved from what the page made itself.
    if (!/^(blob|data):/.test(item.getURL())) event.preventDefault();
  });
}

function isLocal(url: string): boolean {
  return url.startsWith(`${pageOrigin}/`) || /^(devtools|blob|data|chrome-extension):/.test(url);
}

/** Throws unless the message comes from our page's top frame. */
export function checkSender(event: IpcMainEvent | IpcMainInvokeEvent): void {
  const frame = event.senderFrame;
  if (!frame || frame.parent || !frame.url.startsWith(`${pageOrigin}/`))
    throw new Error('A message from elsewhere was refused.');
}
