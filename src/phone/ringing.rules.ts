/** At whom a waiting call rings. The same for everybody who asks: nobody is told otherwise than their colleague. */

export interface Ringing {
  /** Whose turn it is, where it is for an extension or a group. */
  turn: readonly string[] | null;
  /** A transfer, or an extension. */
  wantedUserId: string | null;
  teamId: string | null;
  declined: readonly string[];
  ringsSince: Date;
  /** Of its ticket. */
  assigneeId: string | null;
  /** Who is wanted, or else whose the ticket is, has no console open or is not available: there nobody hears it. */
  meantIsAway: boolean;
  /** The assignment asks people one by one, or gives at once. */
  teamDecides: boolean;
  /** It asks somebody just now. */
  asked: boolean;
  /** It has looked, and nobody has room for it. */
  foundNobody: boolean;
}

export interface Listener {
  id: string;
  online: boolean;
  busy: boolean;
  teamIds: readonly string[];
  /** The assignment offers them the call's ticket now. */
  offered: boolean;
}

/** Who is meant alone has this long before it rings at the whole team. */
export const ALONE_MS = 20_000;

export function ringsAt(call: Ringing, person: Listener, now: Date): boolean {
  if (!person.online || person.busy || call.declined.includes(person.id)) return false;
  if (call.turn) return call.turn.includes(person.id);
  const atFirst = now.getTime() - call.ringsSince.getTime() < ALONE_MS;
  const alone = atFirst && !call.meantIsAway;
  if (call.wantedUserId === person.id) return true;
  if (call.wantedUserId !== null) return !alone && isOfTeam(call, person);
  if (call.assigneeId === person.id) return true;
  if (call.assigneeId !== null) return !alone && isOfTeam(call, person);
  if (!call.teamDecides || person.offered) return person.offered || isOfTeam(call, person);
  // Nobody has time enough: a caller who waits is worth more than a full desk.
  return !call.asked && (call.foundNobody || !atFirst) && isOfTeam(call, person);
}

const isOfTeam = ({ teamId }: Ringing, { teamIds }: Listener): boolean => teamId === null || teamIds.includes(teamId);
