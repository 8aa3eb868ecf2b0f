import type { Tx } from '../../platform/database/tx.js';

/** Namespaces of advisory locks; they end with the transaction. */
const TEAMS = 7_301;
const PEOPLE = 7_302;

interface Held {
  teams: Set<number>;
  people: Set<number>;
}
const held = new WeakMap<Tx, Held>();

const heldBy = (tx: Tx): Held => {
  const known = held.get(tx) ?? { teams: new Set(), people: new Set() };
  held.set(tx, known);
  return known;
};

/** The random tail of an id. Two teams with the same key wait for each other now and then, and that is all. */
const keyOf = (id: string): number => Number.parseInt(id.slice(-7), 16);

/**
 * One transaction at a time decides for a team: whoever becomes free and whoever begins to wait see each other. A team
 * is waited for only by those who hold none that comes later, so nobody waits in a circle; false: come back later.
 */
export async function holdTeam(tx: Tx, teamId: string): Promise<boolean> {
  const { teams } = heldBy(tx);
  const key = keyOf(teamId);
  if (teams.has(key)) return true;
  if ([...teams].every((other) => other < key)) {
    // Whatever is asked next waits for it; we need not.
    tx.write('select pg_advisory_xact_lock($1::int, $2::int)', [TEAMS, key]);
  } else if (!(await attempted(tx, TEAMS, key))) return false;
  teams.add(key);
  return true;
}

/** A person who belongs to several teams is given something by one of them at a time. Never waits. */
export async function holdPerson(tx: Tx, userId: string): Promise<boolean> {
  const { people } = heldBy(tx);
  const key = keyOf(userId);
  if (people.has(key)) return true;
  if (!(await attempted(tx, PEOPLE, key))) return false;
  people.add(key);
  return true;
}

async function attempted(tx: Tx, namespace: number, key: number): Promise<boolean> {
  const [row] = await tx.query<{ got: boolean }>('select pg_try_advisory_xact_lock($1::int, $2::int) as got', [
    namespace,
    key,
  ]);
  return row?.got ?? false;
}
