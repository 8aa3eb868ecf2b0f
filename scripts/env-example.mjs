/** Writes .env.example from the settings that the built server knows: `node scripts/env-example.mjs`. */
import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { environmentExample } from '../dist/src/platform/config.js';

writeFileSync(join(dirname(fileURLToPath(import.meta.url)), '..', '.env.example'), environmentExample());
