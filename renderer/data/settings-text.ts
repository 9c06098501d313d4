/** Settings as lines of text, `KEY = VALUE`, as props.conf writes them. */

export function printSettings(settings: Readonly<Record<string, string>>): string {
  return Object.entries(settings)
    .map(([key, value]) => `${key} = ${value}`)
    .join('\n');
}

export interface ReadSettings {
  readonly settings: Readonly<Record<string, string>>;
  /** What is wrong with a line; undefined where nothing is. */
  readonly problem: string | undefined;
}

/** Empty lines and those that begin with # say nothing. */
export function readSettings(text: string): ReadSettings {
  const settings: Record<string, string> = {};
  for (const [i, line] of text.split('\n').entries()) {
    if (line.trim() === '' || line.trim().startsWith('#')) continue;
    const at = line.indexOf('=');
    const key = line.slice(0, Math.max(0, at)).trim();
    if (at < 0 || !/^[\w.:-]+$/.test(key))
      return { settings, problem: `Line ${i + 1} is not KEY = VALUE: "${line.trim().slice(0, 60)}".` };
    if (Object.hasOwn(settings, key)) return { settings, problem: `Line ${i + 1} sets ${key} a second time.` };
    settings[key] = line.slice(at + 1).trim();
  }
  return { settings, problem: undefined };
}
