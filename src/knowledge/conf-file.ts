/**
 * Files of stanzas such as props.conf and transforms.conf, read and written as Splunk does.
 * https://docs.splunk.com/Documentation/Splunk/latest/Admin/Aboutconfigurationfiles
 */

export interface Stanza {
  readonly name: string;
  /** In the order of the file; of a key that is there twice the last value. */
  readonly settings: Readonly<Record<string, string>>;
}

export interface ConfFile {
  readonly stanzas: readonly Stanza[];
  /** Lines that say nothing that could be kept, with their number. */
  readonly problems: readonly string[];
}

/** Settings above the first stanza are those of `default`. A stanza that is there twice is one. */
export function parseConf(text: string): ConfFile {
  const stanzas = new Map<string, Map<string, string>>();
  const problems: string[] = [];
  let current = 'default';
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/);
  for (let at = 0; at < lines.length; at += 1) {
    const lineNumber = at + 1;
    let line = lines[at] ?? '';
    if (/^\s*(#|$)/.test(line)) continue;
    while (isContinued(line) && at + 1 < lines.length) {
      at += 1;
      line = `${line.slice(0, -1)}\n${lines[at] ?? ''}`;
    }
    const stanza = /^\s*\[(.*)\]\s*$/.exec(line)?.[1];
    if (stanza !== undefined) {
      current = stanza;
      if (!stanzas.has(current)) stanzas.set(current, new Map());
      continue;
    }
    const equals = line.indexOf('=');
    if (equals <= 0) {
      problems.push(`Line ${lineNumber} is no setting: ${line.slice(0, 80)}`);
      continue;
    }
    const settings = stanzas.get(current) ?? new Map<string, string>();
    stanzas.set(current, settings);
    settings.set(line.slice(0, equals).trim(), line.slice(equals + 1).trim());
  }
  return {
    stanzas: [...stanzas].map(([name, settings]) => ({ name, settings: Object.fromEntries(settings) })),
    problems,
  };
}

/** A backslash at the end of a line joins the next; one that is itself escaped does not. */
function isContinued(line: string): boolean {
  return (/\\*$/.exec(line)?.[0].length ?? 0) % 2 === 1;
}

export function printConf(stanzas: readonly Stanza[]): string {
  return stanzas.map(printStanza).join('\n');
}

export function printStanza({ name, settings }: Stanza): string {
  return `[${name}]\n${Object.entries(settings)
    .map(([key, value]) => `${key} = ${spelled(key, value)}\n`)
    .join('')}`;
}

/** Blanks around a value would be lost, and a line end would end it. */
function spelled(key: string, value: string): string {
  if (/^(HEADER_)?FIELD_(DELIMITER|QUOTE)$/.test(key)) {
    if (value === '\t') return 'tab';
    if (value === ' ') return 'space';
  }
  const kept = /REGEX|LINE_BREAKER|BREAK_|TIME_PREFIX|^EXTRACT-/.test(key)
    ? value.replace(/^[ \t]+|[ \t]+$/g, (blanks) => [...blanks].map((c) => (c === ' ' ? '\\x20' : '\\t')).join(''))
    : value;
  return kept.replace(/\r?\n/g, '\\\n');
}
