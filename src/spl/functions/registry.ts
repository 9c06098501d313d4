/** Every eval function, by family and by name: completion, help, docs and the example tests read this list. */
import { bitwiseFunctions } from './bitwise.ts';
import { conditionalFunctions } from './conditional.ts';
import { conversionFunctions } from './conversion.ts';
import type { EvalFunction } from './definition.ts';
import { jsonFunctions } from './json.ts';
import { mathFunctions } from './math.ts';
import { multivalueFunctions } from './multivalue.ts';
import { textFunctions } from './text.ts';
import { timeFunctions } from './time.ts';

export interface FunctionFamily {
  readonly name: string;
  readonly title: string;
  /** Splunk's page. */
  readonly page: string;
  readonly functions: readonly EvalFunction[];
}

const family = (name: string, title: string, page: string, functions: readonly EvalFunction[]): FunctionFamily => ({
  name,
  title,
  page: `https://docs.splunk.com/Documentation/Splunk/latest/SearchReference/${page}`,
  functions,
});

export const functionFamilies: readonly FunctionFamily[] = [
  family('bitwise', 'Bitwise functions', 'BitFunctions', bitwiseFunctions),
  family(
    'conditional',
    'Comparison, conditional and informational functions',
    'ConditionalFunctions',
    conditionalFunctions,
  ),
  family('conversion', 'Conversion functions', 'ConversionFunctions', conversionFunctions),
  family('json', 'JSON functions', 'JSONFunctions', jsonFunctions),
  family('math', 'Mathematical and statistical functions of one row', 'MathematicalFunctions', mathFunctions),
  family('multivalue', 'Multivalue functions', 'MultivalueEvalFunctions', multivalueFunctions),
  family('text', 'Text and cryptographic functions', 'TextFunctions', textFunctions),
  family('time', 'Date and time functions', 'DateandTimeFunctions', timeFunctions),
];

export const evalFunctions: readonly EvalFunction[] = functionFamilies.flatMap(({ functions }) => functions);

const byName = new Map(evalFunctions.flatMap((f) => [f.name, ...(f.aliases ?? [])].map((name) => [name, f] as const)));

export function evalFunctionNamed(name: string): EvalFunction | undefined {
  return byName.get(name.toLowerCase());
}
export function evalFunctionNames(): Iterable<string> {
  return byName.keys();
}
