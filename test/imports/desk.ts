import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TestApp } from '../harness/app.js';
import type { Answer } from '../harness/door.js';
import type { Person } from '../harness/people.js';

export interface ImportBody {
  id: string;
  state: string;
  problem: string | null;
  mapping: Record<string, string>;
  shape: { encoding: string; separator: string; columns: string[]; samples: string[][] };
  counts: Record<string, Record<string, number>>;
  total: number;
  done: number;
  version: number;
}

export interface RowBody {
  line: number;
  kind: string;
  plan: string;
  values: Record<string, unknown>;
  errors: { field: string; reason: string; value?: string }[];
}

export const fixture = (name: string): Buffer => readFileSync(join('test', 'fixtures', 'imports', name));

/** Gives a file, as the form of the console does. */
export function give(
  person: Person,
  content: string | Buffer,
  { source = 'csv', kind, name = 'people.csv' }: { source?: string; kind?: string; name?: string } = {},
): Promise<Answer<ImportBody>> {
  const form = new FormData();
  form.set('source', source);
  if (kind) form.set('kind', kind);
  form.set('file', new Blob([content as unknown as BlobPart]), name);
  return person.post<ImportBody>('/imports', form);
}

/** Through the dry run, with these options. */
export async function checked(
  app: TestApp,
  person: Person,
  content: string | Buffer,
  how: Parameters<typeof give>[2] & { options?: object; mapping?: Record<string, string> } = {},
): Promise<ImportBody> {
  const given = await give(person, content, how);
  if (given.status !== 201) throw new Error(JSON.stringify(given.body));
  const { id } = given.body;
  if (how.options || how.mapping) {
    const told = await person.patch(`/imports/${id}`, {
      ...(how.options && { options: how.options }),
      ...(how.mapping && { mapping: how.mapping }),
    });
    if (told.status !== 200) throw new Error(JSON.stringify(told.body));
  }
  await person.post(`/imports/${id}/check`);
  await app.settle();
  return (await person.get<ImportBody>(`/imports/${id}`)).body;
}

export async function ran(app: TestApp, person: Person, id: string): Promise<ImportBody> {
  await person.post(`/imports/${id}/run`);
  await app.settle(60_000);
  return (await person.get<ImportBody>(`/imports/${id}`)).body;
}

export async function undone(app: TestApp, person: Person, id: string): Promise<ImportBody> {
  await person.post(`/imports/${id}/undo`);
  await app.settle(60_000);
  return (await person.get<ImportBody>(`/imports/${id}`)).body;
}
