/** Keys in the native menu's notation: matched against what was pressed, and written as the platform writes them. */

interface Pressed {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

/** Whether these keys were pressed, such as CmdOrCtrl+Shift+P. */
export function isPressed(keys: string, event: Pressed, isMac: boolean): boolean {
  const parts = keys.split('+');
  const key = parts.at(-1) ?? '';
  const wants = (name: string): boolean => parts.slice(0, -1).includes(name);
  const isCommand = wants('CmdOrCtrl');
  return (
    event.key.toLowerCase() === key.toLowerCase() &&
    event.ctrlKey === (isCommand && !isMac) &&
    event.metaKey === (isCommand && isMac) &&
    event.altKey === wants('Alt') &&
    event.shiftKey === wants('Shift')
  );
}

/** "Ctrl+Shift+P", or with the Mac's own signs. */
export function writtenKeys(keys: string, isMac: boolean): string {
  if (!isMac) return keys.replace('CmdOrCtrl', 'Ctrl');
  return keys.replace('CmdOrCtrl', '⌘').replace('Shift', '⇧').replace('Alt', '⌥').replaceAll('+', '');
}
