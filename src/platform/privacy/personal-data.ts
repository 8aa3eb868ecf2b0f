/**
 * What personal data each room holds. A room says it in its `*.personal.ts`; a test walks every table and fails for a
 * column that could hold a word about somebody and that no room has claimed, so that a new room cannot be forgotten.
 *
 *   definePersonalData('parcels', {
 *     tables: {
 *       parcels: {
 *         category: 'work',
 *         of: 'contact_id in @contact',                     // whose rows they are
 *         erase: { address: `''`, remark: 'null' },         // what is left of them: or 'delete'
 *         impersonal: ['state', 'carrier'],                 // says nothing about anybody
 *       },
 *       parcel_remarks: { category: 'work', words: ['text'] },  // nobody's own, but people write in it
 *     },
 *     impersonal: { parcel_kinds: 'a list of kinds' },      // whole tables
 *   });
 *
 * `@contact` stands for the ids that were found of the kind `contact`; `finds` adds kinds or further ids of one:
 *
 *     finds: [{ kind: 'parcel', sql: 'select id from parcels where contact_id in @contact' }]
 */

export const CATEGORIES = [
  'person',
  'messages',
  'originals',
  'files',
  'calls',
  'visits',
  'broadcasts',
  'consent',
  'agreements',
  'work',
  'traces',
] as const;
export type Category = (typeof CATEGORIES)[number];

export interface PersonalTable {
  category: Category;
  /** Where several lines are about one table: which one, in place of the line's own name. */
  table?: string;
  /** Which rows are a subject's, as a condition. Without it the table is nobody's own: only words of theirs are taken out. */
  of?: string;
  /** What is left of a subject's rows: an SQL expression for each column, or nothing. */
  erase?: 'delete' | Record<string, string>;
  /**
   * Columns that are not given to the person: the house's own, secrets, what somebody else said. `everything` where the
   * rows are given in another way, or are no answer to "what do you know about me".
   */
  withhold?: 'everything' | string[];
  /** Columns in which people write, beside those that are erased: names and addresses of the erased are taken out. */
  words?: string[];
  /** Columns that hold nothing about a customer. */
  impersonal?: string[];
  /** Columns with the key of a file: it goes when nobody else holds the same. */
  files?: string[];
  /** Not looked through for others' names: `false` where these are what living people are found by. */
  sweep?: false;
  /** Rows with a lower number go first, where one is found by the other. */
  order?: number;
}

export interface Finder {
  kind: string;
  sql: string;
}

export interface PersonalRoom {
  tables?: Record<string, PersonalTable>;
  /** How further rows of a subject are found. All are asked until nothing new comes. */
  finds?: Finder[];
  /** Tables without a word about a customer, and why. */
  impersonal?: Record<string, string>;
}

const rooms = new Map<string, PersonalRoom>();

export function definePersonalData(room: string, data: PersonalRoom): void {
  rooms.set(room, data);
}

export type NamedTable = PersonalTable & { room: string; name: string; table: string };

export const personalTables = (): NamedTable[] =>
  [...rooms]
    .flatMap(([room, { tables = {} }]) =>
      Object.entries(tables).map(([name, table]) => ({ table: name, ...table, room, name })),
    )
    .sort((a, b) => (a.order ?? 0) - (b.order ?? 0));

export const finders = (): Finder[] => [...rooms.values()].flatMap(({ finds = [] }) => finds);

export const impersonalTables = (): Map<string, string> =>
  new Map([...rooms.values()].flatMap(({ impersonal = {} }) => Object.entries(impersonal)));

/** The ids of a kind, as a subquery whose `$1` is the request. `@@blob`: texts instead of ids. */
export const inScope = (sql: string): string =>
  sql.replace(
    /@(@?)([a-z-]+)/g,
    (_, text: string, kind: string) =>
      `(select ${text ? 'id' : 'id::uuid'} from privacy_scope where request_id = $1 and kind = '${kind}')`,
  );
