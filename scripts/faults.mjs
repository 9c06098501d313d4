#!/usr/bin/env node
/** `npm run faults -- [ROUNDS] [SEED]`: kills a working process at random moments, 200 times where nothing is said. */
import { runBundled } from './lib/run-bundled.mjs';

await runBundled('test/faults/main.ts');
