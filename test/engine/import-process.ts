/** Run as a process of its own by the tests: imports one file and says when it is acknowledged. Arguments: data folder, file. */
import { createEngine } from '../../src/engine.ts';

const [dataFolder = '', file = ''] = process.argv.slice(2);
const engine = createEngine({ dataFolder });
await engine.methods['engine.hello']({});
process.stdout.write('open\n');
const imported = await engine.importPath(file, {
  index: 'main',
  again: true,
  onProgress: ({ step }) => void process.stdout.write(`${step}\n`),
});
process.stdout.write(`done ${imported.events}\n`);
await engine.settled();
setInterval(() => undefined, 1000);
