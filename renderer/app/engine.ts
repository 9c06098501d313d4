/** The page's one connection to the engine; a new port replaces it after the engine was restarted. */
import { connectEngine, enginePortMessage } from '../../src/protocol/index.ts';
import type { EngineClient, Port } from '../../src/protocol/index.ts';
import { createStore, useStore } from '../ui/store.ts';

export interface EngineConnection {
  /** Absent until the first port arrived, and while the engine is being restarted. */
  readonly client: EngineClient | undefined;
  /** Counts the engines: jobs of an earlier one are gone. */
  readonly generation: number;
  /** What happened to the engine before this one; undefined for the first, or once the person dismissed it. */
  readonly restartReason: string | undefined;
}

const connection = createStore<EngineConnection>({ client: undefined, generation: 0, restartReason: undefined });

/** Call once. */
export function listenForEngine(): void {
  window.addEventListener('message', (event: MessageEvent<unknown>) => {
    const message = enginePortMessage.safeParse(event.data);
    const port = event.ports[0];
    // Only this window itself can post here: it has no frames and nobody opened it.
    if (!message.success || port === undefined || event.source !== window) return;
    const { client, generation } = connection.get();
    client?.abandon('The engine was restarted.');
    connection.set({
      client: connectEngine(portOf(port)),
      generation: generation + 1,
      restartReason: message.data.reason ?? undefined,
    });
  });
  window.grotto.onEngineLost(() => {
    connection.get().client?.abandon('The engine stopped.');
    connection.update((now) => ({ ...now, client: undefined }));
  });
  window.grotto.connect();
}

export function dismissRestart(): void {
  connection.update((now) => ({ ...now, restartReason: undefined }));
}

export function useEngineConnection(): EngineConnection {
  return useStore(connection);
}

export function useEngine(): EngineClient | undefined {
  return useEngineConnection().client;
}

/** For stores, which are no components. Throws while the engine is away. */
export function currentEngine(): EngineClient {
  const { client } = connection.get();
  if (client === undefined) throw new Error('The engine is being started. Try again in a moment.');
  return client;
}

function portOf(port: MessagePort): Port {
  return {
    postMessage: (message) => port.postMessage(message),
    onMessage: (handler) => {
      port.onmessage = (event: MessageEvent<unknown>) => handler(event.data);
    },
    close: () => port.close(),
  };
}
