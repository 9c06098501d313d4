/** The engine's own process: a crash in the database ends this, never the window. */
import type { MessagePortMain } from 'electron';
import { createEngine, toProblem } from '../src/engine.ts';
import { serveEngine } from '../src/protocol/index.ts';
import type { EngineService, PathGrant, Port } from '../src/protocol/index.ts';
import type { EngineOrder, EngineReport } from './channels.ts';
import { keepRetention } from './retention.ts';

const [dataFolder = ''] = process.argv.slice(2);
const engine = createEngine({ dataFolder, rebuildBehind: true });
keepRetention(engine);

process.parentPort.on('message', (event) => {
  const order = event.data as EngineOrder;
  switch (order.kind) {
    case 'serve': {
      const port = event.ports[0];
      if (port !== undefined) servePage(port);
      return;
    }
    case 'grant': {
      const report: EngineReport = {
        kind: 'granted',
        number: order.number,
        grants: order.paths.flatMap((path) => grant(path)),
      };
      process.parentPort.postMessage(report);
      return;
    }
    case 'restore':
      for (const { id, path } of order.grants) grant(path, id);
      return;
    case 'close':
      void engine.close().finally(() => process.exit(0));
  }
});

/** A page that goes away takes its searches with it. */
function servePage(port: MessagePortMain): void {
  const jobs = new Set<string>();
  const methods: EngineService['methods'] = {
    ...engine.methods,
    'search.start': async (params) => {
      const started = await engine.methods['search.start'](params);
      jobs.add(started.job);
      return started;
    },
    'search.close': async (params) => {
      jobs.delete(params.job);
      return engine.methods['search.close'](params);
    },
  };
  const stop = serveEngine(
    { methods, subscribe: (name, listener) => engine.subscribe(name, listener) },
    portOf(port),
    toProblem,
  );
  port.on('close', () => {
    stop();
    for (const job of jobs) void engine.methods['search.close']({ job }).catch(() => undefined);
  });
}

/** Nothing for a path where there is nothing any more. */
function grant(path: string, id?: string): { grant: PathGrant; path: string }[] {
  try {
    return [{ grant: engine.grantPath(path, id), path }];
  } catch {
    return [];
  }
}

function portOf(port: MessagePortMain): Port {
  return {
    postMessage: (message) => port.postMessage(message),
    onMessage: (handler) => {
      port.on('message', (event) => handler(event.data));
      port.start();
    },
    close: () => port.close(),
  };
}
