import { readFileSync } from 'node:fs';
import { environmentExample } from '../../src/platform/config.js';

it('.env.example is what the settings say (else run: node scripts/env-example.mjs)', () => {
  expect(readFileSync('.env.example', 'utf8')).toBe(environmentExample());
});
