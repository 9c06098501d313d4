/** The command line. Exit code 0, or another and one clear line on stderr. */
import { toProblem } from '../engine.ts';
import { backupCommand } from './backup.ts';
import { checkCommand } from './check.ts';
import { runCommand } from './command.ts';
import type { Command } from './command.ts';
import { connectionCommand } from './connection.ts';
import { dashboardCommand } from './dashboard.ts';
import { deleteCommand } from './delete.ts';
import { describe } from './describe.ts';
import { doctorCommand } from './doctor.ts';
import { explainCommand } from './explain.ts';
import { fieldsCommand } from './fields.ts';
import { importCommand } from './import.ts';
import { indexesCommand } from './indexes.ts';
import { previewCommand } from './preview.ts';
import { reapplyCommand } from './reapply.ts';
import { restoreCommand } from './restore.ts';
import { retentionCommand } from './retention.ts';
import { searchCommand } from './search.ts';
import { sendCommand } from './send.ts';
import { sourceTypesCommand } from './sourcetypes.ts';

const commands: readonly Command[] = [
  importCommand,
  previewCommand,
  searchCommand,
  checkCommand,
  explainCommand,
  indexesCommand,
  sourceTypesCommand,
  fieldsCommand,
  dashboardCommand,
  reapplyCommand,
  deleteCommand,
  doctorCommand,
  backupCommand,
  restoreCommand,
  retentionCommand,
  connectionCommand,
  sendCommand,
];

async function main(given: readonly string[]): Promise<number> {
  const [name, ...rest] = given;
  if (name === undefined || name === 'help' || name === '--help' || name === '-h') {
    const about = commands.find((command) => command.name === rest[0]);
    process.stdout.write(about === undefined ? overview() : help(about));
    return 0;
  }
  const command = commands.find((one) => one.name === name);
  if (command === undefined) {
    process.stderr.write(
      `grotto: there is no command "${name}". Commands: ${commands.map((one) => one.name).join(', ')}.\n`,
    );
    return 2;
  }
  if (rest.includes('--help') && !rest.slice(0, rest.indexOf('--help')).includes('--')) {
    process.stdout.write(help(command));
    return 0;
  }
  try {
    return await runCommand(command, rest);
  } catch (error) {
    const problem = toProblem(error);
    process.stderr.write(`grotto: ${describe(problem)}\n`);
    const search = searchText(command, rest);
    if (process.stderr.isTTY === true && search !== undefined && problem.position !== undefined)
      process.stderr.write(pointAt(search, problem.position, problem.length ?? 1));
    return problem.kind === 'request' ? 2 : 1;
  }
}

function searchText(command: Command, rest: readonly string[]): string | undefined {
  return command === searchCommand || command === checkCommand || command === explainCommand
    ? rest.find((word) => !word.startsWith('--'))
    : undefined;
}

/** The line of the search that holds the place, with carets under it. */
function pointAt(search: string, position: number, length: number): string {
  const start = search.lastIndexOf('\n', position - 1) + 1;
  const end = search.indexOf('\n', position);
  const line = search.slice(start, end < 0 ? undefined : end);
  const carets = '^'.repeat(Math.max(1, Math.min(length, line.length - (position - start))));
  return `  ${line}\n  ${' '.repeat(position - start)}${carets}\n`;
}

function overview(): string {
  const width = Math.max(...commands.map((command) => command.name.length));
  const lines = commands.map((command) => `  ${command.name.padEnd(width)}  ${command.summary}`);
  return `grotto: search logs and tables with SPL, offline\n\n${lines.join('\n')}\n\ngrotto help COMMAND tells the options.\n`;
}

function help(command: Command): string {
  const options = Object.entries(command.options).map(
    ([name, option]) => [`--${name}${option.value === undefined ? '' : ` ${option.value}`}`, option.summary] as const,
  );
  const width = Math.max(0, ...options.map(([name]) => name.length));
  return `grotto ${command.name} ${command.synopsis}\n${command.summary}\n\n${options.map(([name, summary]) => `  ${name.padEnd(width)}  ${summary}\n`).join('')}`;
}

// A reader that has seen enough (`| head`) is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));
process.exitCode = await main(process.argv.slice(2));
