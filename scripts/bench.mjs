#!/usr/bin/env node
/** `npm run bench`: bundles test/bench/main.ts and runs it. */
import { runBundled } from './lib/run-bundled.mjs';

await runBundled('test/bench/main.ts');
