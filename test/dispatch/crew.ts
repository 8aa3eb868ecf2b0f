import type { TestApp } from '../harness/app.js';
import { Make } from '../harness/make.js';
import { signIn, type Person } from '../harness/people.js';

export interface CrewMember {
  id: string;
  person: Person;
}

export interface TestVisit {
  id: string;
  number: number;
  ref: string;
  state: string;
  version: number;
  plannedFrom: string | null;
  plannedTo: string | null;
  ticket: { id: string; number: number };
  technicians: { id: string; name: string }[];
  checklist: { id: string; text: string; required: boolean; doneAt?: string | null; version?: number }[];
  steps: { type: string; from: string | null; to: string; at: string; actorName: string; reason: string | null }[];
  [more: string]: unknown;
}

const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];

/** Works day and night without limits: for what is about something else than hours, and happens today. */
export const ROUND_THE_CLOCK = {
  hours: Object.fromEntries(DAYS.map((day) => [day, [['00:00', '24:00']]])),
  limits: { visits: null, workMinutes: null, travelMinutes: null, weekMinutes: null },
  rest: { betweenShifts: null, mealAfter: null },
};

/** People and work for tests of dispatch. */
export class Crew {
  private constructor(
    private readonly app: TestApp,
    readonly dispatcher: Person,
    readonly make: Make,
  ) {}

  static async of(app: TestApp): Promise<Crew> {
    return new Crew(app, await signIn(app, 'dispatcher'), new Make(app));
  }

  async technician(values: object = {}, name?: string): Promise<CrewMember> {
    const person = await signIn(this.app, 'technician', { name });
    const { status, body } = await this.dispatcher.post<{ id: string }>('/technicians', {
      userId: person.id,
      timezone: 'America/Sao_Paulo',
      baseLat: -23.55,
      baseLng: -46.63,
      ...values,
    });
    if (status !== 201) throw new Error(JSON.stringify(body));
    return { id: body.id, person };
  }

  async visit(values: object = {}): Promise<TestVisit> {
    const ticketId = (values as { ticketId?: string }).ticketId ?? (await this.make.ticket()).id;
    const { status, body } = await this.dispatcher.post<TestVisit>('/visits', { kind: 'repair', ...values, ticketId });
    if (status !== 201) throw new Error(JSON.stringify(body));
    return body;
  }

  schedule(visit: { id: string }, technicians: { id: string }[], from: string, more: object = {}) {
    return this.dispatcher.post<TestVisit>(`/visits/${visit.id}/schedule`, {
      from,
      technicianIds: technicians.map((one) => one.id),
      ...more,
    });
  }
}
