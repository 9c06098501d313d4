/** Run as a process of its own, to be killed: opens a data folder, does one thing to it, and says what it has acknowledged. */
import { createEngine } from '../../src/engine.ts';
import type { Action } from './kill-rounds.ts';

const say = (word: string): void => void process.stdout.write(`${word}\n`);

const [dataFolder = '', given = ''] = process.argv.slice(2);
const action = JSON.parse(given) as Action;
const engine = createEngine({ dataFolder });
// Those that are about opening begin here; the others once it is open.
if (action.kind === 'open' || action.kind === 'rebuild') say('begin');
await engine.methods['engine.hello']({});
if (action.kind !== 'open' && action.kind !== 'rebuild') say('begin');
switch (action.kind) {
  case 'import':
    await engine.importPath(action.file, {
      index: 'main',
      sourcetype: action.sourcetype,
      settings: { TIME_FORMAT: '%Y-%m-%d %H:%M:%S', TZ: 'UTC' },
    });
    break;
  case 'reapply':
    await engine.reapply({ sourcetype: action.sourcetype, settings: { TZ: action.zone } });
    break;
  case 'undo':
    await engine.methods['reapply.undo']({ sourcetype: action.sourcetype });
    break;
  case 'delete':
    await engine.methods['data.delete']({
      importId: action.importId,
      ...(action.before === undefined ? {} : { before: action.before }),
    });
    break;
  case 'open':
  case 'rebuild':
    break;
  default:
    throw new Error(`Unknown ${String(action satisfies never)}`);
}
say('acknowledged');
await engine.settled();
say('settled');
await engine.close();
