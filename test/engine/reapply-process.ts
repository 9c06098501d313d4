/** Run as a process of its own by the tests: applies a setting and says how far it is. Argument: data folder. */
import { createEngine } from '../../src/engine.ts';

const engine = createEngine({ dataFolder: process.argv[2] ?? '' });
await engine.methods['engine.hello']({});
const said = new Set<string>();
engine.subscribe('reapply.progress', ({ state, step }) => {
  const word = state === 'running' ? step : state;
  if (!said.has(word)) process.stdout.write(`${word}\n`);
  said.add(word);
});
await engine.methods['reapply.start']({ sourcetype: 'shop', settings: { TZ: 'America/New_York' } });
setInterval(() => undefined, 1000);
