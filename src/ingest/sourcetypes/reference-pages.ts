/** The pretrained source types as Markdown, written from their files: a page each. */
import type { SourceType } from './definition.ts';
import { sourceTypes } from './registry.ts';

const note = 'Written from the source by `npm run docs`; change the source type there.';

/** Path under docs/ to the page's text. */
export function sourceTypePages(): ReadonlyMap<string, string> {
  const pages = new Map<string, string>();
  const sorted = [...sourceTypes].sort((a, b) => (a.name.toLowerCase() < b.name.toLowerCase() ? -1 : 1));
  for (const type of sorted) pages.set(`sourcetypes/${fileOf(type)}`, pageOf(type));
  const rows = sorted.map((type) => `| [${type.name}](${fileOf(type)}) | ${type.description} | ${type.category} |`);
  pages.set(
    'sourcetypes/README.md',
    joined([
      '# Pretrained source types',
      note,
      'They are found without a hint. How to add one: [adding a source type](../adding-a-source-type.md).',
      ['| source type | what it is | category |', '| --- | --- | --- |', ...rows].join('\n'),
    ]),
  );
  return pages;
}

/** A colon cannot stand in the name of a file on Windows. */
function fileOf({ name }: SourceType): string {
  return `${name.replaceAll(':', '-')}.md`;
}

function pageOf(type: SourceType): string {
  const settings = Object.entries(type.settings).map(([key, value]) => `${key} = ${value}`);
  const fields = fieldsOf(type);
  return joined([
    `# ${type.name}`,
    `${type.description}. Category: ${type.category}.`,
    '## How it is found',
    found(type),
    '## Settings',
    settings.length === 0 ? 'The defaults.' : fenced('conf', [`[${type.name}]`, ...settings].join('\n')),
    ...(fields.length === 0 ? [] : ['## Fields', fields.join('\n')]),
    ...(type.samples.length === 0 ? [] : ['## Examples', ...type.samples.flatMap(sample)]),
    note,
  ]);
}

function found({ recognise, share, opening, keys, settings }: SourceType): string {
  const ways = [
    ...(recognise === undefined
      ? []
      : [`- ${Math.round((share ?? 0.75) * 100)} % of the lines match`, indented(fenced('regex', recognise.source))]),
    ...(opening === undefined
      ? []
      : ['- the first line that is not blank matches', indented(fenced('regex', opening.source))]),
    ...(keys === undefined ? [] : [`- JSON objects have the fields ${keys.map((key) => `\`${key}\``).join(', ')}`]),
  ];
  if (ways.length > 0) return ways.join('\n');
  return settings.INDEXED_EXTRACTIONS === undefined
    ? 'Where no special type fits.'
    : 'By its shape: the lines part into columns, are JSON, or follow a line that names the fields.';
}

function fieldsOf({ extract, hostField, keyValues, messageField, settings }: SourceType): string[] {
  const names = new Set(
    (extract ?? []).flatMap(({ source }) => [...source.matchAll(/\(\?<(\w+)>/g)].map(([, name = '']) => name)),
  );
  return [
    ...[...names].map((name) => `- \`${name}\`${name === hostField ? ', the host of the event' : ''}`),
    ...(settings.INDEXED_EXTRACTIONS === undefined ? [] : ['- the columns, or the keys of the objects']),
    ...(messageField === undefined ? [] : [`- what \`${messageField}\` holds: JSON, or name=value pairs`]),
    ...(keyValues === true ? ['- name=value pairs in the text'] : []),
  ];
}

function sample({ line, time, fields }: SourceType['samples'][number]): string[] {
  const read = Object.entries(fields ?? {}).map(([name, value]) => `- \`${name}\` is \`${value}\``);
  return [
    fenced('text', line),
    [time === null ? '- the time has no year: that of the file tells it' : `- the time is ${time}`, ...read].join('\n'),
  ];
}

function fenced(language: string, text: string): string {
  return `\`\`\`${language}\n${text}\n\`\`\``;
}

function indented(text: string): string {
  return text
    .split('\n')
    .map((line) => `  ${line}`)
    .join('\n');
}

function joined(parts: readonly string[]): string {
  return `${parts.join('\n\n')}\n`;
}
