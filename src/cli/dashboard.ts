/** `dashboard`: kept dashboards as files: check one, put one in, take one out. */
import { readFileSync } from 'node:fs';
import { EngineProblem } from '../engine.ts';
import type { Command, CommandCall } from './command.ts';
import { dataOption, outputOption, text, usage } from './command.ts';
import { outputFormat, write, writeRecords } from './output.ts';

export const dashboardCommand: Command = {
  name: 'dashboard',
  synopsis: 'list | validate FILE... | apply FILE... | export NAME',
  summary: 'list, check, put in or print dashboards as JSON',
  options: { ...dataOption, ...outputOption },
  async run(call) {
    const [verb, ...words] = call.words;
    if (verb === 'list' && words.length === 0) return list(call);
    if (verb === 'export' && words.length === 1) return exportOne(call, words[0] ?? '');
    if ((verb === 'validate' || verb === 'apply') && words.length > 0) return check(call, verb, words);
    throw usage(dashboardCommand, 'Say what to do, and with which.');
  },
};

async function list(call: CommandCall): Promise<number> {
  const { dashboards } = await call.engine().methods['dashboard.list']({});
  await writeRecords(
    dashboards.map(({ origin, dashboard }) => ({
      name: dashboard.name,
      origin,
      panels: dashboard.panels.length,
      description: dashboard.description,
    })),
    outputFormat(text(call.values, 'output')),
  );
  return 0;
}

async function exportOne(call: CommandCall, name: string): Promise<number> {
  const { dashboards } = await call.engine().methods['dashboard.list']({});
  const found = dashboards.find(({ dashboard }) => dashboard.name === name);
  if (found === undefined)
    throw new EngineProblem({
      kind: 'request',
      message: `There is no dashboard "${name}".`,
      hint: `There are: ${dashboards.map(({ dashboard }) => dashboard.name).join(', ')}.`,
    });
  await write(`${JSON.stringify(found.dashboard, null, 2)}\n`);
  return 0;
}

/** A line a file; nothing is put in unless every file is right. */
async function check(call: CommandCall, verb: 'validate' | 'apply', files: readonly string[]): Promise<number> {
  const { methods } = call.engine();
  const checked = await Promise.all(
    files.map(async (file) => {
      const given = readJson(file);
      return { file, given, ...(await methods['dashboard.check']({ dashboard: given })) };
    }),
  );
  const isRight = checked.every(({ findings }) => findings.length === 0);
  for (const { file, given, findings } of checked) {
    if (verb === 'apply' && isRight) await methods['dashboard.save']({ dashboard: given });
    await write(`${JSON.stringify({ file, ok: findings.length === 0, findings })}\n`);
  }
  if (isRight) return 0;
  const wrong = checked.filter(({ findings }) => findings.length > 0);
  const [first] = wrong.flatMap(({ file, findings }) => findings.map((finding) => ({ file, ...finding })));
  throw new EngineProblem({
    kind: 'store',
    message: `${wrong.length} of ${checked.length} files are no right dashboards.`,
    ...(first === undefined ? {} : { hint: `${first.file}, ${first.path}: ${first.message}` }),
  });
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new EngineProblem({
      kind: 'store',
      message: `${file} cannot be read as JSON: ${error instanceof Error ? error.message : String(error)}`,
    });
  }
}
