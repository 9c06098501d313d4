/** The page's one connection to the engine; a new port replaces it after the engine was restarted. */
import { useSyncExternalStore } from 'react';
import { connectEngine, enginePortMessage } from '../../src/protocol/index.ts';
import type { EngineClient, Port } from '../../src/protocol/index.ts';

export interface EngineConnection {
  /** Absent until the first port arrived, and while the engine is being restarted. */
  readonly client: EngineClient | undefined;
  /** Counts the engines: jobs of an earlier one are gone. */
  readonly generation: number;
  /** What happened to the engine before this one; undefined for the first, or once the person dismissed it. */
  readonly restartReason: string | undefined;
}

let connection: EngineConnection = { client: undefined, generation: 0, restartReason: undefined };
const listeners = new Set<() => void>();

function change(next: EngineConnection): void {
  connection = next;
  for (const listener of listeners) listener();
}

/** Call once, before the page says that it is ready. */
export function listenForEngine(): void {
  window.addEventListener('message', (event: MessageEvent<unknown>) => {
    const message = enginePortMessage.safeParse(event.data);
    const port = event.ports[0];
    // Only this window itself can post here: it has no frames and nobody opened it.
    if (!message.success || port === undefined || event.source !== window) return;
    connection.client?.abandon('The engine was restarted.');
    change({
      client: connectEngine(portOf(port)),
      generation: connection.generation + 1,
      restartReason: message.data.reason ?? undefined,
    });
  });
  window.grotto.onEngineLost(() => {
    connection.client?.abandon('The engine stopped.');
    change({ ...connection, client: undefined });
  });
  window.grotto.connect();
}

export function dismissRestart(): void {
  change({ ...connection, restartReason: undefined });
}

export function useEngineConnection(): EngineConnection {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => connection,
  );
}

export function useEngine(): EngineClient | undefined {
  return useEngineConnection().client;
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
