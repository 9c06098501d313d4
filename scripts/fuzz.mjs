#!/usr/bin/env node
/** `npm run fuzz -- [SEARCHES] [FILES] [SEED]`: see test/fuzz/main.ts. */
import { runBundled } from './lib/run-bundled.mjs';

await runBundled('test/fuzz/main.ts');
