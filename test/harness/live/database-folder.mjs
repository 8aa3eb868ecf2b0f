import { createHash } from 'node:crypto';
import { existsSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/** Where the data of a desk really is: elsewhere, when the clone is closed to PostgreSQL's user (root, a home of its own). */
export function databaseFolder(dataDir) {
  const wanted = resolve(dataDir, 'postgres');
  const away = join('/var/lib/frontdesk', createHash('sha256').update(wanted).digest('hex').slice(0, 12), 'postgres');
  return existsSync(away) ? away : wanted;
}

export function removeDesk(dataDir) {
  const folder = databaseFolder(dataDir);
  if (folder !== resolve(dataDir, 'postgres')) rmSync(dirname(folder), { recursive: true, force: true });
  rmSync(dataDir, { recursive: true, force: true });
}
