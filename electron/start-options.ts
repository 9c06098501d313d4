/** What the command line asks of the app. */
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';

export interface StartOptions {
  /** --data-dir DIR; undefined: the usual place. */
  readonly dataFolder: string | undefined;
  /** Files to open. */
  readonly files: readonly string[];
  /** --report-start: say on stdout when the window can be used. */
  readonly reportStart: boolean;
  /** --picture=FILE: save a picture of the window once it can be used. */
  readonly picture: string | undefined;
  readonly quitAfterPicture: boolean;
}

/** `words` are those after the executable's name; outside a package the first that is no option names the app's folder. */
export function readStartOptions(words: readonly string[], isPackaged: boolean, folder: string): StartOptions {
  const { values, positionals } = parseArgs({
    args: [...words],
    options: {
      'data-dir': { type: 'string' },
      'report-start': { type: 'boolean' },
      picture: { type: 'string' },
      'quit-after-picture': { type: 'boolean' },
    },
    allowPositionals: true,
    // Chromium's switches stand among them.
    strict: false,
  });
  const text = (name: string): string | undefined => {
    const value = values[name];
    return typeof value === 'string' && value !== '' ? resolve(folder, value) : undefined;
  };
  return {
    dataFolder: text('data-dir'),
    files: (isPackaged ? positionals : positionals.slice(1)).map((file) => resolve(folder, file)),
    reportStart: values['report-start'] === true,
    picture: text('picture'),
    quitAfterPicture: values['quit-after-picture'] === true,
  };
}
