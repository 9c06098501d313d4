/** Every worked example of every command and eval function, run on DuckDB: a help page that lies fails here. */
import { describe, expect, test } from 'vitest';
import { commands } from '../../src/spl/commands/registry.ts';
import { evalFunctions } from '../../src/spl/functions/registry.ts';
import { statsFunctions } from '../../src/spl/functions/stats-functions.ts';
import { statsExampleSearch } from '../../src/spl/language.ts';
import { runSearch } from '../support/run-search.ts';

describe('commands', () => {
  test.each(commands.map((command) => [command.name, command] as const))('%s has an example', (_, command) => {
    expect(command.help.examples.length).toBeGreaterThan(0);
  });

  const examples = commands.flatMap((command) => command.help.examples);
  test.each(examples.map((example) => [example.search, example] as const))('%s', async (search, example) => {
    const { columns, rows } = await runSearch(search);
    expect({ columns, rows }).toEqual({ columns: example.columns, rows: example.rows });
  });
});

describe('eval functions', () => {
  test.each(evalFunctions.map((f) => [f.name, f] as const))('%s has an example', (_, f) => {
    expect(f.examples.length).toBeGreaterThan(0);
  });

  const examples = evalFunctions.flatMap((f) => f.examples);
  test.each(examples.map((example) => [example.expression, example.value] as const))(
    '%s',
    async (expression, value) => {
      const { rows } = await runSearch(
        `| makeresults | eval user="alice", colours=split("red,green",",") | eval answer=${expression} | table answer`,
      );
      expect(rows).toEqual([[value]]);
    },
  );
});

describe('statistical functions', () => {
  test.each(statsFunctions.map((f) => [f.name, f] as const))('%s has an example', (_, f) => {
    expect(f.examples.length).toBeGreaterThan(0);
  });

  const examples = statsFunctions.flatMap((f) => f.examples);
  test.each(examples.map((example) => [statsExampleSearch(example), example.result] as const))(
    '%s',
    async (search, result) => {
      const { rows } = await runSearch(search);
      expect(rows).toEqual([[result]]);
    },
  );
});
