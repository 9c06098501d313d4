/** Reads the lines of a --batch file: one JSON object a line. */
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { EngineProblem } from '../engine.ts';

export interface BatchLine {
  readonly id: string | number | null;
  readonly spl: string;
  readonly now?: string | number;
  readonly tz?: string;
}

/** `-` is standard input. A line that is no search ends the run: its place is named. */
export async function* readBatch(path: string): AsyncGenerator<BatchLine, void, void> {
  const input = path === '-' ? process.stdin : createReadStream(path);
  const failed = new Promise<never>((_, reject) => {
    input.on('error', (error: Error) =>
      reject(
        new EngineProblem({ kind: 'request', message: `The batch file ${path} cannot be read: ${error.message}.` }),
      ),
    );
  });
  // Only looked at while waiting for the next line.
  failed.catch(() => undefined);
  const lines = createInterface({ input, crlfDelay: Infinity })[Symbol.asyncIterator]();
  for (let lineNumber = 1; ; lineNumber += 1) {
    const next = await Promise.race([lines.next(), failed]);
    if (next.done === true) return;
    if (next.value.trim() !== '') yield readLine(next.value, path, lineNumber);
  }
}

function readLine(line: string, path: string, lineNumber: number): BatchLine {
  const wrong = (): EngineProblem =>
    new EngineProblem({
      kind: 'request',
      message: `${path}:${lineNumber} is no search.`,
      hint: 'Each line is an object such as {"id":"1","spl":"index=main | stats count"}.',
    });
  let parsed: unknown;
  try {
    parsed = JSON.parse(line);
  } catch {
    throw wrong();
  }
  if (typeof parsed !== 'object' || parsed === null) throw wrong();
  const { id, spl, now, tz } = parsed as Readonly<Record<string, unknown>>;
  if (typeof spl !== 'string') throw wrong();
  return {
    id: typeof id === 'string' || typeof id === 'number' ? id : null,
    spl,
    ...(typeof now === 'string' || typeof now === 'number' ? { now } : {}),
    ...(typeof tz === 'string' ? { tz } : {}),
  };
}
