/** The reference of the language as Markdown, written from the registries: a page a command, a page a family of functions. */
import type { CellValue } from '../plan/types.ts';
import { isList } from '../plan/cell.ts';
import type { Command } from './command.ts';
import { commands } from './commands/registry.ts';
import { functionFamilies } from './functions/registry.ts';
import { statsFunctions } from './functions/stats-functions.ts';
import { statsExampleSearch } from './language.ts';

const note = 'Written from the source by `npm run docs`; change the examples there.';

/** Path under docs/ to the page's text. */
export function referencePages(): ReadonlyMap<string, string> {
  const pages = new Map<string, string>();
  const sorted = [...commands].sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const command of sorted) pages.set(`commands/${command.name}.md`, commandPage(command));
  pages.set(
    'commands/README.md',
    page([
      '# Commands',
      note,
      table(
        ['command', 'what it does'],
        sorted.map(({ name, aliases, help }) => [
          [`[${name}](${name}.md)`, ...(aliases ?? [])].join(', '),
          help.summary,
        ]),
      ),
    ]),
  );
  for (const family of functionFamilies) {
    pages.set(
      `functions/${family.name}.md`,
      page([
        `# ${family.title}`,
        `${note} Splunk's page: ${family.page}`,
        ...family.functions.flatMap((f) => [
          `## ${[f.name, ...(f.aliases ?? [])].join(', ')}`,
          f.summary,
          code(f.syntax),
          table(
            ['expression', 'gives'],
            f.examples.map((example) => [inline(example.expression), inline(cell(example.value))]),
          ),
        ]),
      ]),
    );
  }
  pages.set('functions/statistical.md', statisticalPage());
  pages.set('functions/README.md', functionsIndex());
  return pages;
}

function commandPage({ name, aliases, help }: Command): string {
  return page([
    `# ${name}`,
    `${help.summary}${aliases === undefined || aliases.length === 0 ? '' : ` Also written ${aliases.join(', ')}.`}`,
    code(help.syntax),
    ...(help.options === undefined || help.options.length === 0
      ? []
      : [
          table(
            ['option', ''],
            help.options.map((option) => [inline(option.name), option.summary]),
          ),
        ]),
    '## Examples',
    ...help.examples.flatMap((example) => [
      example.explanation,
      code(example.search),
      ...(example.columns.length === 0
        ? []
        : [
            table(
              example.columns,
              example.rows.map((row) => row.map(cell)),
            ),
          ]),
    ]),
    `${note} Splunk's page: ${help.page}`,
  ]);
}

function statisticalPage(): string {
  return page([
    '# Statistical functions',
    `For stats, chart, timechart, eventstats, streamstats and their kin. ${note} Splunk's page: https://docs.splunk.com/Documentation/Splunk/latest/SearchReference/CommonStatsFunctions`,
    ...statsFunctions.flatMap((f) => [
      `## ${[f.name, ...(f.aliases ?? [])].join(', ')}`,
      f.summary,
      code(f.syntax),
      ...f.examples.flatMap((example) => [code(statsExampleSearch(example)), `gives ${inline(cell(example.result))}`]),
    ]),
  ]);
}

function functionsIndex(): string {
  const families = [
    ...functionFamilies,
    { name: 'statistical', title: 'Statistical functions', functions: statsFunctions },
  ];
  return page([
    '# Functions',
    note,
    ...families.flatMap((family) => [
      `## [${family.title}](${family.name}.md)`,
      table(
        ['function', 'what it gives'],
        family.functions.map((f) => [inline(f.syntax), f.summary]),
      ),
    ]),
  ]);
}

function page(blocks: readonly string[]): string {
  return `${blocks.join('\n\n')}\n`;
}

function code(text: string): string {
  return `\`\`\`spl\n${text}\n\`\`\``;
}

/** Code in a line; a backtick inside needs a longer fence. */
function inline(text: string): string {
  if (text === '') return '(empty)';
  return text.includes('`') ? `\`\` ${text} \`\`` : `\`${text}\``;
}

function cell(value: CellValue): string {
  if (value === null) return 'null';
  return isList(value) ? value.join(', ') : String(value);
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((text) => text.replaceAll('|', '\\|').replaceAll('\n', '<br>')).join(' | ')} |`;
  return [line(head), `|${head.map(() => ' --- |').join('')}`, ...rows.map(line)].join('\n');
}
