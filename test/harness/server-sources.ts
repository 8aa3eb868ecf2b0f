import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The text of every file of the server, for what must hold for all that it says. */
export function serverSources(folder = join(process.cwd(), 'src')): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return serverSources(path);
    return path.endsWith('.ts') && !path.endsWith('.spec.ts') ? [readFileSync(path, 'utf8')] : [];
  });
}
