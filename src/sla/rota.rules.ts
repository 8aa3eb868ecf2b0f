/** Who is on call when. Pure. The zone's clock is brought along, so that a turn changes at the same hour all year. */

export interface StandIn {
  userId: string;
  from: string;
  to: string;
}

export interface Rota {
  members: readonly string[];
  turnDays: number;
  /** The day on which the first member's first turn begins. */
  startsOn: string;
  /** Time of the day at which turns change: `09:00`. */
  handover: string;
  standIns: readonly StandIn[];
}

const DAY = 86_400_000;

/** `wall`: what the clocks of the rota's zone show at that instant, as if it were UTC. */
export function onCall(rota: Rota, at: Date, wall: number): string | null {
  const standIn = rota.standIns.filter((one) => new Date(one.from) <= at && at < new Date(one.to)).at(-1);
  if (standIn) return standIn.userId;
  if (rota.members.length === 0) return null;
  const [hour, minute] = rota.handover.split(':').map(Number);
  const since = wall - Date.parse(`${rota.startsOn}T00:00:00Z`) - (hour! * 60 + minute!) * 60_000;
  const turn = Math.floor(since / (rota.turnDays * DAY));
  return rota.members[((turn % rota.members.length) + rota.members.length) % rota.members.length]!;
}
