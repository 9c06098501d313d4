#!/usr/bin/env node
/** `npm run soak -- [MINUTES] [SEED]`: see test/soak/main.ts. */
import { runBundled } from './lib/run-bundled.mjs';

await runBundled('test/soak/main.ts');
