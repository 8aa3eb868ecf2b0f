import { Injectable } from '@nestjs/common';
import { DataSource, In } from 'typeorm';
import { notFound } from '../../platform/http/refusal.js';
import { TeamsService } from '../../identity/people/teams.service.js';
import { UsersService } from '../../identity/people/users.service.js';
import { Status } from '../status.entity.js';
import { TicketEvent } from '../ticket-event.entity.js';
import { TicketContributions } from '../ticket-contributions.service.js';
import type { TicketRowView } from '../ticket.dto.js';
import { TicketRows } from '../ticket-rows.js';
import { ASPECTS, inWords, reasonsFor, type Fact, type Reason } from './explain.rules.js';
import type { AnswerView, Explanation, ReasonView } from './explanation.dto.js';

/** Answers "Why?" from the ticket's own history, never from what the rules say today. */
@Injectable()
export class ExplainService {
  constructor(
    private readonly db: DataSource,
    private readonly rows: TicketRows,
    private readonly users: UsersService,
    private readonly teams: TeamsService,
    private readonly contributions: TicketContributions,
  ) {}

  async explain(ticketId: string): Promise<Explanation> {
    const row = (await this.rows.byIds([ticketId])).get(ticketId)?.row;
    if (!row) throw notFound('ticket');
    const history = await this.history(ticketId);
    const names = await this.namesIn(history);
    const answers = ASPECTS.map((aspect): [string, AnswerView] => {
      const worded = (value: unknown): unknown => names.get(String(value)) ?? inWords(aspect.question, value);
      const reasons = reasonsFor(aspect, history).map((one) => present(one, worded));
      return [aspect.question, { value: valueOf(row, aspect.question), reasons }];
    });
    const { due, ...rest } = Object.fromEntries(answers) as Record<
      Exclude<keyof Explanation, 'ticketId' | 'policy' | 'deadlines'>,
      AnswerView
    >;
    return { ticketId, ...rest, due: row.dueAt ? due : null, ...(await this.contributions.answers(ticketId)) };
  }

  private async history(ticketId: string): Promise<Fact[]> {
    const events = await this.db.getRepository(TicketEvent).find({
      where: { ticketId, type: In(['ticket.created', ...ASPECTS.map((aspect) => aspect.event)]) },
      order: { seq: 'ASC' },
    });
    return events.map(({ type, actorKind, actorId, actorName, at, data, because }) => ({
      type,
      actor: { kind: actorKind, id: actorId, name: actorName },
      at,
      data,
      because,
    }));
  }

  /** People, teams and statuses that the changes went from and to. */
  private async namesIn(history: Fact[]): Promise<Map<string, string>> {
    const idsOf = (type: string): string[] =>
      history
        .filter((fact) => fact.type === type)
        .flatMap(({ data }) => [data.from, data.to])
        .filter((id): id is string => typeof id === 'string');
    const [users, teams, statuses] = await Promise.all([
      this.users.briefs(idsOf('ticket.assigned')),
      this.teams.briefs(idsOf('ticket.team-changed')),
      this.db.getRepository(Status).findBy({ id: In(idsOf('ticket.status-changed')) }),
    ]);
    return new Map([...users.values(), ...teams.values(), ...statuses].map(({ id, name }) => [id, name]));
  }
}

function valueOf(row: TicketRowView, question: (typeof ASPECTS)[number]['question']): unknown {
  return question === 'due' ? row.dueAt : row[question];
}

function present({ from, to, ...reason }: Reason, worded: (value: unknown) => unknown): ReasonView {
  return {
    ...reason,
    ...(from !== undefined && { from: worded(from) }),
    ...(to !== undefined && { to: worded(to) }),
  };
}
