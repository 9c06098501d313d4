/** xpath: values out of XML by an XPath expression. */
import { DOMParser } from '@xmldom/xmldom';
import { select } from 'xpath';
import { column } from '../../plan/expression.ts';
import { findColumn } from '../../plan/relation.ts';
import { warnUnknownField } from '../compile-state.ts';
import { defineCommand } from '../command.ts';
import { printOptions } from '../command-parser.ts';
import { asText } from '../lower/compare.ts';
import { computedColumns } from '../lower/computed-columns.ts';
import { SearchError } from '../syntax/error.ts';
import { quote } from '../syntax/printer.ts';
import type { Name } from '../syntax/tree.ts';

interface XPath {
  readonly options: Readonly<Record<string, string>>;
  readonly path: Name;
}

const optionKinds = { field: 'text', outfield: 'text', default: 'text' } as const;
const longest = 1_000_000;

export const xpath = defineCommand<XPath>({
  name: 'xpath',
  help: {
    summary: 'Values out of the XML of events by an XPath expression.',
    syntax: 'xpath "<path>" [field=<field>] [outfield=<field>] [default=<text>]',
    options: [
      { name: 'field', summary: 'Field that holds the XML. Default _raw.' },
      { name: 'outfield', summary: 'Field to write to. Default xpath.' },
      { name: 'default', summary: 'Where nothing is found. Default none.' },
    ],
    page: 'https://docs.splunk.com/Documentation/Splunk/latest/SearchReference/Xpath',
    examples: [
      {
        search: `| makeresults | eval _raw="<a><b id='1'>x</b><b id='2'>y</b></a>" | xpath outfield=v "//b/@id" | table v`,
        explanation: 'All values that the path finds.',
        columns: ['v'],
        rows: [[['1', '2']]],
      },
    ],
  },
  parse(parser) {
    const options = parser.options(optionKinds);
    const path = parser.scanner.name('a path in quotes', /[\s|]/);
    parser.options(optionKinds, options);
    return { options, path };
  },
  print: ({ options, path }) => [...printOptions(options), quote(path.text)].join(' '),
  lower(input, { options, path }, state) {
    checkPath(path);
    const source = options.field ?? '_raw';
    const found = findColumn(input, source);
    if (found === undefined) {
      warnUnknownField(state, input, source);
      return input;
    }
    const otherwise = options.default === undefined ? null : [options.default];
    return computedColumns(
      input,
      {
        reads: [asText(column(found.name, found.type))],
        makes: [{ name: options.outfield ?? 'xpath', type: 'multivalue' }],
        begin: () => {
          const parser = new DOMParser({ onError: () => undefined });
          return ([xml]) => {
            if (typeof xml !== 'string' || xml.length > longest) return [otherwise];
            const values = valuesAt(parser, xml, path.text);
            return [values.length === 0 ? otherwise : values];
          };
        },
        purpose: 'values of the XML',
      },
      state,
    );
  },
});

function checkPath(path: Name): void {
  try {
    select(path.text, new DOMParser().parseFromString('<nothing/>', 'text/xml') as unknown as Node);
  } catch {
    throw new SearchError(`"${path.text}" is no XPath expression.`, {
      position: path.position,
      length: path.length,
      hint: 'Write for example "//book/title" or "//book/@id".',
    });
  }
}

/** None where the text is no XML. */
function valuesAt(parser: DOMParser, xml: string, path: string): readonly string[] {
  try {
    const found = select(path, parser.parseFromString(xml.trim(), 'text/xml') as unknown as Node);
    if (found === null) return [];
    return Array.isArray(found) ? found.map((node) => node.textContent ?? '') : [String(found)];
  } catch {
    return [];
  }
}
