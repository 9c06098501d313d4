/** Every eval function, by name: completion, help, docs and the example tests read this list. */
import { bitwiseFunctions } from './bitwise.ts';
import { conditionalFunctions } from './conditional.ts';
import { conversionFunctions } from './conversion.ts';
import type { EvalFunction } from './definition.ts';
import { jsonFunctions } from './json.ts';
import { mathFunctions } from './math.ts';
import { multivalueFunctions } from './multivalue.ts';
import { textFunctions } from './text.ts';
import { timeFunctions } from './time.ts';

export const evalFunctions: readonly EvalFunction[] = [
  ...bitwiseFunctions,
  ...conditionalFunctions,
  ...conversionFunctions,
  ...jsonFunctions,
  ...mathFunctions,
  ...multivalueFunctions,
  ...textFunctions,
  ...timeFunctions,
];

const byName = new Map(evalFunctions.flatMap((f) => [f.name, ...(f.aliases ?? [])].map((name) => [name, f] as const)));

export function evalFunctionNamed(name: string): EvalFunction | undefined {
  return byName.get(name.toLowerCase());
}
export function evalFunctionNames(): Iterable<string> {
  return byName.keys();
}
