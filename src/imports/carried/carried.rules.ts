/** Which file of an archive is which attachment. Desks export where a file was, people put it beside: by many names. Pure. */

export interface CarriedEntry {
  name: string;
  size: number;
  crc: number;
}

/** An attachment as the export tells of it. */
export interface NamedFile {
  id?: string;
  name: string;
  url?: string;
  size?: number;
}

export interface Found {
  entry?: CarriedEntry;
  reason?: 'file_missing' | 'file_ambiguous' | 'file_too_large';
}

/** As the desk takes from people. */
export const MOST_FILE = 25 * 1024 * 1024;

/** Folders of attachments: what lies in them is no data, whatever it is called. */
const FOLDER = /(^|\/)(attachments?|ticket_attachments?|files?|uploads?|anexos?|arquivos?)\//i;
export const isCarried = (name: string): boolean => FOLDER.test(name);
/** What computers put beside files by themselves. */
export const isLitter = (name: string): boolean =>
  /(^|\/)(__MACOSX\/|\._|\.DS_Store$|Thumbs\.db$|desktop\.ini$)/i.test(name);

const plain = (name: string): string =>
  name
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}.]+/gu, '_');
const partsOf = (path: string): string[] => path.replaceAll('\\', '/').split('/').filter(Boolean);

interface Known extends CarriedEntry {
  folders: string[];
  base: string;
}

/** How sure it is, the surest first: where it was, its own number, its message's, its ticket's, its name and size alone. */
export class CarriedIndex {
  private readonly byBase = new Map<string, Known[]>();
  private readonly byNumber = new Map<string, Known[]>();
  private readonly claimed = new Set<string>();
  private readonly all: Known[];

  constructor(entries: readonly CarriedEntry[]) {
    this.all = entries.map((entry) => {
      const parts = partsOf(entry.name);
      const known = { ...entry, folders: parts.slice(0, -1).map(plain), base: plain(parts.at(-1) ?? '') };
      for (const key of [known.base, ...endsOf(known.base)]) add(this.byBase, key, known);
      for (const number of numbersOf(known)) add(this.byNumber, number, known);
      return known;
    });
  }

  find(file: NamedFile, { message, ticket }: { message: string; ticket: string }): Found {
    const name = plain(file.name);
    const named = this.byBase.get(name) ?? [];
    const own = file.id ? (this.byNumber.get(plain(file.id)) ?? []) : [];
    const at = (number: string): Known[] => {
      const wanted = plain(number);
      return named.filter((one) => numbersOf(one).includes(wanted));
    };
    const steps: (() => Known[])[] = [
      () => this.byAddress(file.url, named),
      () => own.filter((one) => named.includes(one)),
      () => own.filter((one) => stemOf(one.base) === plain(file.id!) || one.folders.at(-1) === plain(file.id!)),
      () => at(message),
      () => at(ticket),
      // Nothing but a name: only where it has the size that was told, too.
      () => (file.size === undefined ? [] : named.filter(({ size }) => size === file.size)),
    ];
    for (const step of steps) {
      const found = oneOf(step(), file.size);
      if (found === 'several') return { reason: 'file_ambiguous' };
      if (!found) continue;
      this.claimed.add(found.name);
      return found.size > MOST_FILE ? { reason: 'file_too_large' } : { entry: found };
    }
    return { reason: 'file_missing' };
  }

  /** What lies in the archive and belongs to nothing. */
  unclaimed(): CarriedEntry[] {
    return this.all.filter(({ name }) => !this.claimed.has(name));
  }

  /** Put away as it lay there: the end of its path is the end of its address, over a folder at least. */
  private byAddress(url: string | undefined, named: readonly Known[]): Known[] {
    if (!url) return [];
    const wanted = partsOf(pathOf(url)).map(plain);
    if (wanted.length < 2) return [];
    const last = wanted.at(-1)!;
    const among = [...new Set([...(this.byBase.get(last) ?? []), ...(this.byNumber.get(last) ?? []), ...named])];
    return among.filter((one) => {
      const path = [...one.folders, one.base];
      return path.at(-1) === last && path.length > 1 && path.at(-2) === wanted.at(-2);
    });
  }
}

/** `481_oven.jpg` is `oven.jpg` of 481. */
function endsOf(base: string): string[] {
  const ends: string[] = [];
  for (const at of base.matchAll(/_/g)) {
    const head = base.slice(0, at.index);
    if (/^[\p{L}]*_?\d+(_\d+)*$/u.test(head)) ends.push(base.slice(at.index + 1));
  }
  return ends;
}

const stemOf = (base: string): string => base.replace(/\.[^.]*$/, '');

/** The numbers that a path speaks of: folders, and what a name begins with. */
function numbersOf({ folders, base }: Pick<Known, 'folders' | 'base'>): string[] {
  const heads = /^(?:[\p{L}]+_)?(\d+)(?:_(\d+))?(?=[_.]|$)/u.exec(base);
  const inFolders = folders.flatMap((folder) => [folder, /^[\p{L}]+_(\d+)$/u.exec(folder)?.[1]]);
  return [...new Set([...inFolders, heads?.[1], heads?.[2], stemOf(base)].filter((one) => one !== undefined))];
}

/** The same bytes twice are one. */
function oneOf(found: readonly Known[], size: number | undefined): Known | 'several' | undefined {
  if (found.length < 2) return found[0];
  const fit = size === undefined ? [] : found.filter((one) => one.size === size);
  const left = fit.length > 0 ? fit : found;
  return left.every((one) => one.crc === left[0]!.crc && one.size === left[0]!.size) ? left[0] : 'several';
}

function pathOf(url: string): string {
  try {
    return decodeURIComponent(new URL(url, 'https://elsewhere.invalid').pathname);
  } catch {
    return '';
  }
}

function add(map: Map<string, Known[]>, key: string, one: Known): void {
  const list = map.get(key);
  if (!list) map.set(key, [one]);
  else if (!list.includes(one)) list.push(one);
}
