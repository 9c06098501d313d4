/** Carries the contract over any port that can post messages; both sides validate what they receive. */
import { z } from 'zod';
import { contract, engineEvents } from './contract.ts';
import type { EngineEvent, EngineEventName, EngineService, Method, Params, Result } from './contract.ts';
import { problemSchema } from './problem.ts';
import type { Problem } from './problem.ts';

/** The least a port must do: a MessagePort, an Electron MessagePortMain and a test's pair of arrays can all be made into one. */
export interface Port {
  postMessage(message: unknown): void;
  onMessage(handler: (message: unknown) => void): void;
  close(): void;
}

const requestSchema = z.object({ kind: z.literal('request'), id: z.number(), method: z.string(), params: z.unknown() });
const messageSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('answer'), id: z.number(), result: z.unknown() }),
  z.object({ kind: z.literal('problem'), id: z.number(), problem: problemSchema }),
  z.object({ kind: z.literal('event'), name: z.string(), payload: z.unknown() }),
]);

/** A refusal by the engine; `problem` says what, where and what to do next. */
export class EngineProblem extends Error {
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.message);
    this.name = 'EngineProblem';
    this.problem = problem;
  }
}

/** Answers requests that arrive on the port until it closes. `toProblem` turns anything thrown into what the person should read. */
export function serveEngine(engine: EngineService, port: Port, toProblem: (error: unknown) => Problem): () => void {
  const stops = (Object.keys(engineEvents) as EngineEventName[]).map((name) =>
    engine.subscribe(name, (payload) => port.postMessage({ kind: 'event', name, payload })),
  );
  port.onMessage((message) => {
    const request = requestSchema.safeParse(message);
    if (!request.success) return;
    const { id, method, params } = request.data;
    answer(engine, method, params).then(
      (result) => port.postMessage({ kind: 'answer', id, result }),
      (error: unknown) => port.postMessage({ kind: 'problem', id, problem: toProblem(error) }),
    );
  });
  return () => {
    for (const stop of stops) stop();
    port.close();
  };
}

async function answer(engine: EngineService, method: string, params: unknown): Promise<unknown> {
  if (!Object.hasOwn(contract, method)) {
    throw new EngineProblem({ kind: 'request', message: `The engine has no method ${JSON.stringify(method)}.` });
  }
  const name = method as Method;
  const parsed = contract[name].params.safeParse(params);
  if (!parsed.success) {
    throw new EngineProblem({ kind: 'request', message: `${method}: ${z.prettifyError(parsed.error)}` });
  }
  // The table type ties each method to its own parameters; indexing by a union loses that tie.
  const run = engine.methods[name] as (params: unknown) => Promise<unknown>;
  return contract[name].result.parse(await run(parsed.data));
}

export interface EngineClient {
  call<M extends Method>(method: M, params: Params<M>): Promise<Result<M>>;
  on<E extends EngineEventName>(event: E, listener: (payload: EngineEvent<E>) => void): () => void;
  /** Refuses every call under way: the engine behind the port is gone. */
  abandon(reason: string): void;
}

/** The caller's side of a port. */
export function connectEngine(port: Port): EngineClient {
  const waiting = new Map<
    number,
    { method: Method; resolve: (value: never) => void; reject: (error: Error) => void }
  >();
  const listeners = new Map<string, Set<(payload: never) => void>>();
  let nextId = 1;
  let gone: string | undefined;
  port.onMessage((raw) => {
    const parsed = messageSchema.safeParse(raw);
    if (!parsed.success) return;
    const message = parsed.data;
    if (message.kind === 'event') {
      if (!Object.hasOwn(engineEvents, message.name)) return;
      const payload = engineEvents[message.name as EngineEventName].safeParse(message.payload);
      if (payload.success) for (const listener of listeners.get(message.name) ?? []) listener(payload.data as never);
      return;
    }
    const call = waiting.get(message.id);
    if (!call) return;
    waiting.delete(message.id);
    if (message.kind === 'problem') {
      call.reject(new EngineProblem(message.problem));
      return;
    }
    const result = contract[call.method].result.safeParse(message.result);
    if (result.success) call.resolve(result.data as never);
    else
      call.reject(new EngineProblem({ kind: 'internal', message: `${call.method}: ${z.prettifyError(result.error)}` }));
  });
  return {
    call(method, params) {
      return new Promise((resolve, reject) => {
        if (gone !== undefined) {
          reject(new EngineProblem({ kind: 'internal', message: gone }));
          return;
        }
        const id = nextId;
        nextId += 1;
        waiting.set(id, { method, resolve: resolve, reject });
        port.postMessage({ kind: 'request', id, method, params });
      });
    },
    on(event, listener) {
      const set = listeners.get(event) ?? new Set();
      listeners.set(event, set);
      set.add(listener);
      return () => void set.delete(listener);
    },
    abandon(reason) {
      gone = reason;
      for (const call of waiting.values()) call.reject(new EngineProblem({ kind: 'internal', message: reason }));
      waiting.clear();
    },
  };
}
