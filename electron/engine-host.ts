/** Keeps one engine process alive and hands out ports to it. */
import { join } from 'node:path';
import { MessageChannelMain, utilityProcess } from 'electron';
import type { MessagePortMain, UtilityProcess } from 'electron';
import type { PathGrant } from '../src/protocol/index.ts';
import type { EngineOrder, EngineReport } from './channels.ts';

/** An engine that ends this soon after its start is not started again at once, milliseconds. */
const soon = 5_000;
const pause = 3_000;
/** How long a closing engine may take to write what it holds, milliseconds. */
const closeTime = 5_000;

export interface EngineHostListener {
  lost(reason: string): void;
  /** A new engine runs after the last one was lost. */
  restarted(reason: string): void;
}

export class EngineHost {
  readonly #dataFolder: string;
  readonly #listener: EngineHostListener;
  /** Path of every grant by its id, so that a new engine knows them too. */
  readonly #grants = new Map<string, string>();
  readonly #waiting = new Map<number, (grants: readonly PathGrant[]) => void>();
  #process: UtilityProcess;
  #nextNumber = 1;
  #isClosing = false;

  constructor(dataFolder: string, listener: EngineHostListener) {
    this.#dataFolder = dataFolder;
    this.#listener = listener;
    this.#process = this.#start();
  }

  /** The engine's process number; undefined until it runs. */
  get processId(): number | undefined {
    return this.#process.pid;
  }

  /** A port on which the engine answers. */
  newPort(): MessagePortMain {
    const { port1, port2 } = new MessageChannelMain();
    this.#order({ kind: 'serve' }, [port1]);
    return port2;
  }

  /** Opaque ids for paths that a person chose or dropped. */
  grant(paths: readonly string[]): Promise<readonly PathGrant[]> {
    if (paths.length === 0) return Promise.resolve([]);
    const number = this.#nextNumber;
    this.#nextNumber += 1;
    return new Promise((resolve) => {
      this.#waiting.set(number, resolve);
      this.#order({ kind: 'grant', number, paths });
    });
  }

  close(): Promise<void> {
    this.#isClosing = true;
    const process = this.#process;
    return new Promise((resolve) => {
      const patience = setTimeout(() => process.kill(), closeTime);
      process.once('exit', () => {
        clearTimeout(patience);
        resolve();
      });
      this.#order({ kind: 'close' });
    });
  }

  #order(order: EngineOrder, ports: MessagePortMain[] = []): void {
    this.#process.postMessage(order, ports);
  }

  #start(): UtilityProcess {
    const started = Date.now();
    const child = utilityProcess.fork(join(__dirname, 'engine-process.cjs'), [this.#dataFolder], {
      serviceName: 'Grotto engine',
      // Reading files, hashing and the database's promises all wait in this pool.
      env: { ...process.env, UV_THREADPOOL_SIZE: '16' },
    });
    child.on('message', (message: EngineReport) => this.#granted(message));
    child.on('exit', (code) => this.#exited(code, Date.now() - started));
    return child;
  }

  #granted(report: EngineReport): void {
    for (const { grant, path } of report.grants) this.#grants.set(grant.id, path);
    this.#waiting.get(report.number)?.(report.grants.map(({ grant }) => grant));
    this.#waiting.delete(report.number);
  }

  /** Code 0 counts as a crash too: a killed process was seen to report it. */
  #exited(code: number, lived: number): void {
    if (this.#isClosing) return;
    for (const resolve of this.#waiting.values()) resolve([]);
    this.#waiting.clear();
    const reason = `The engine stopped unexpectedly (exit code ${code}).`;
    this.#listener.lost(reason);
    setTimeout(() => this.#restart(reason), lived < soon ? pause : 0);
  }

  #restart(reason: string): void {
    if (this.#isClosing) return;
    this.#process = this.#start();
    this.#order({ kind: 'restore', grants: [...this.#grants].map(([id, path]) => ({ id, path })) });
    this.#listener.restarted(reason);
  }
}
