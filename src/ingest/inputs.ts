/** Where bytes come from, as the window names them: grants for paths that a person dropped or chose, and pasted text. */
import { randomUUID } from 'node:crypto';
import { existsSync, statSync } from 'node:fs';
import { basename, dirname, relative, resolve } from 'node:path';
import type { FileEntry, ImportInput, PathGrant, Problem } from '../protocol/index.ts';
import { ImportError } from './error.ts';
import { filesUnder } from './files-under.ts';
import { textSource } from './input.ts';
import { memberPlace, openSource } from './packed/open.ts';
import type { InputSource } from './types.ts';
import { understand } from './understand.ts';
import type { Hints } from './understanding/types.ts';

export class Inputs {
  readonly #grants = new Map<string, string>();

  /** The page knows a path only by the id that this gives. Throws where nothing is there. */
  grant(path: string, id: string = randomUUID()): PathGrant {
    const full = resolve(path);
    const stat = statSync(existsSync(full) ? full : (memberPlace(full)?.path ?? full));
    this.#grants.set(id, full);
    return { id, name: basename(full), bytes: stat.size, isDirectory: stat.isDirectory() };
  }

  async source(input: ImportInput): Promise<InputSource> {
    return input.kind === 'text' ? textSource(input.name, input.text) : openSource(this.#path(input.id));
  }

  /** A source that cannot be opened fails when it is read, so that of many files the others go on. */
  async sourceForImport(input: ImportInput): Promise<InputSource> {
    try {
      return await this.source(input);
    } catch (error) {
      if (input.kind === 'text') throw error;
      const path = this.#path(input.id);
      const open = async (): Promise<never> =>
        Promise.reject(error instanceof Error ? error : new Error(String(error)));
      return { name: path, path, bytes: 0, modified: 0, packed: { open, head: Buffer.alloc(0), whole: true } };
    }
  }

  /** Folders opened into their files, each looked at as far as its shape needs. */
  async expand(
    inputs: readonly ImportInput[],
    hints: Hints,
    toProblem: (error: unknown) => Problem,
  ): Promise<{ readonly files: FileEntry[]; readonly warnings: string[] }> {
    const files: FileEntry[] = [];
    const warnings: string[] = [];
    for (const input of inputs) {
      if (input.kind === 'text') {
        files.push(await this.#entry(input, '', hints, toProblem));
        continue;
      }
      const root = this.#path(input.id);
      const found = await filesUnder(root);
      warnings.push(...found.skipped);
      if (found.files.length === 0) warnings.push(`${basename(root)}: there are no files in it.`);
      const isFile = found.files.length === 1 && found.files[0] === root;
      for (const file of found.files) {
        const granted = isFile ? input : { kind: 'grant' as const, id: this.grant(file).id };
        files.push(await this.#entry(granted, isFile ? '' : relative(dirname(root), dirname(file)), hints, toProblem));
      }
    }
    return { files, warnings };
  }

  #path(id: string): string {
    const path = this.#grants.get(id);
    if (path === undefined) throw new ImportError('This file is no longer known.', { hint: 'Drop it again.' });
    return path;
  }

  async #entry(
    input: ImportInput,
    folder: string,
    hints: Hints,
    toProblem: (error: unknown) => Problem,
  ): Promise<FileEntry> {
    try {
      const source = await this.source(input);
      const known = understand(source, hints);
      return {
        input,
        name: basename(source.name),
        folder,
        bytes: source.bytes,
        group: known.fingerprint,
        sourcetype: known.sourcetype,
        confidence: known.confidence,
      };
    } catch (error) {
      const name = input.kind === 'text' ? input.name : basename(this.#path(input.id));
      return {
        input,
        name,
        folder,
        bytes: 0,
        group: `unreadable:${name}`,
        sourcetype: '',
        confidence: 0,
        problem: toProblem(error),
      };
    }
  }
}
