/** What goes wrong between here and a ClickHouse server, as the person should read it. */
import { ClickHouseError } from '@clickhouse/client';
import { EngineProblem } from '../protocol/index.ts';
import type { ConnectionTarget } from './client.ts';

/** Of the server's error codes, those that a person can do something about. */
const known: Readonly<
  Record<string, (target: ConnectionTarget, message: string) => { readonly message: string; readonly hint: string }>
> = {
  '516': ({ user, url }) => ({
    message: `${url} does not let "${user}" in: the name or the password is wrong.`,
    hint: 'Give the password again, or ask who runs the server for a user.',
  }),
  '164': ({ user }, message) => ({
    message: /setting/i.test(message)
      ? `"${user}" may not change settings of a query, and Grotto's searches need some.`
      : `"${user}" may only read.`,
    hint: /setting/i.test(message)
      ? 'Give the user a profile with readonly = 2, which reads only but may change settings.'
      : 'To send events use a user who may create tables and insert; for searches this one will do.',
  }),
  '497': ({ user, database }, message) => ({
    message: `"${user}" lacks a right in the database "${database}": ${firstSentence(message)}`,
    hint: 'Ask who runs the server for this right.',
  }),
  '81': ({ database, url }) => ({
    message: `There is no database "${database}" on ${url}.`,
    hint: 'Name another one, or create it and try again.',
  }),
  '279': ({ url }) => ({
    message: `A shard of the cluster behind ${url} does not answer, so the rows would not be all there are.`,
    hint: 'Wait until it is back, or allow partial results, which are labelled so.',
  }),
  '159': () => ({
    message: 'The search took longer than the server lets a query run.',
    hint: 'Search a shorter range of time.',
  }),
  '241': () => ({
    message: 'The search needs more memory than the server gives a query.',
    hint: 'Search a shorter range of time, or group by fewer values.',
  }),
  '394': () => ({ message: 'The search was stopped on the server.', hint: 'Run it again.' }),
};
// The same by other ways: a table that only the dead shard has, and connections that broke in the middle.
const sameAs: Readonly<Record<string, string>> = {
  '210': '279',
  '209': '279',
  '198': '279',
  '32': '279',
  '307': '159',
  '193': '516',
  '192': '516',
};

export function clusterProblem(error: unknown, target: ConnectionTarget, signal?: AbortSignal): Error {
  if (error instanceof EngineProblem) return error;
  // The word that cancelled work is known by everywhere.
  if (signal?.aborted === true) return new Error('Interrupted');
  if (error instanceof ClickHouseError) {
    const told = known[sameAs[error.code] ?? error.code]?.(target, error.message);
    return new EngineProblem({
      kind: 'search',
      ...(told ?? {
        message: `The server cannot answer this: ${firstSentence(error.message)}`,
        hint: `It is ClickHouse's error ${error.code}.`,
      }),
    });
  }
  const message = error instanceof Error ? error.message : String(error);
  // The message of a failure in the middle of an answer holds the server's own.
  const code = /Code: (\d+)\./.exec(message)?.[1];
  if (code !== undefined) {
    const told = known[sameAs[code] ?? code]?.(target, message);
    if (told !== undefined) return new EngineProblem({ kind: 'search', ...told });
  }
  if (/certificate|self.signed|SSL|TLS/i.test(message))
    return new EngineProblem({
      kind: 'search',
      message: `The certificate of ${target.url} is not trusted: ${firstSentence(message)}`,
      hint: 'Give the certificate of its authority with the connection.',
    });
  if (isNetwork(error))
    return new EngineProblem({
      kind: 'search',
      message: `${target.url} cannot be reached, or the connection was lost: ${firstSentence(message)}`,
      hint: 'See that the address is right and the network there; a search can be run again.',
    });
  return error instanceof Error ? error : new Error(message);
}

export function tooOld({ url }: ConnectionTarget, version: string): EngineProblem {
  return new EngineProblem({
    kind: 'search',
    message: `The server behind ${url} is ClickHouse ${version}, and Grotto needs 25.8 or newer: older ones lack what searches use, and answer some of them wrong.`,
    hint: 'Ask who runs the server to update it.',
  });
}

function isNetwork(error: unknown): boolean {
  const { code, message } = error as { readonly code?: string; readonly message?: string };
  return /^E[A-Z_]+$/.test(code ?? '') || /socket|timeout|network|aborted|ECONN|hang up/i.test(message ?? '');
}

function firstSentence(text: string): string {
  const line = text.split('\n')[0] ?? text;
  return line.length > 300 ? `${line.slice(0, 300)}...` : line;
}
