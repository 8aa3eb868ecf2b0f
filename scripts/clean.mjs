/** Takes away what an earlier build left: a migration that was renamed would otherwise run under both names. */
import { rmSync } from 'node:fs';

for (const folder of ['dist/src', 'dist/server', 'dist/migrations']) rmSync(folder, { recursive: true, force: true });
