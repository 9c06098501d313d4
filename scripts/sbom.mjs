#!/usr/bin/env node
/** `npm run -s sbom`: the bill of materials of what is shipped, on stdout; `npm run package` puts it into the package. */
import { billOfMaterials } from './lib/sbom.mjs';

process.stdout.write(`${JSON.stringify(billOfMaterials(), null, 2)}\n`);
