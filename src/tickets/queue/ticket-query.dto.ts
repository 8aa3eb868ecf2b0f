import { Transform } from 'class-transformer';
import { IsBoolean, IsIn, IsString, Matches, MaxLength, MinLength } from 'class-validator';
import { Optional } from '../../platform/http/optional.decorator.js';
import { PageQuery } from '../../platform/http/paging.js';
import { invalid, Refusal } from '../../platform/http/refusal.js';
import type { Priority } from '../ticket.rules.js';
import { faultsOf, TICKET_SORTS, type TicketFilter, type TicketSort } from './ticket-filter.rules.js';

const flag = ({ value }: { value: unknown }): unknown => (value === 'true' ? true : value === 'false' ? false : value);

/** `GET /tickets?…`. Several values of one kind are separated by commas. */
export class TicketQuery extends PageQuery {
  /** Key of a built-in view or id of a saved one. */
  @Optional()
  @IsString()
  @MaxLength(60)
  view?: string;

  /** Categories, ids of statuses, or `unsolved`. */
  @Optional()
  @IsString()
  @MaxLength(600)
  status?: string;

  @Optional()
  @IsString()
  @MaxLength(60)
  priority?: string;

  /** `me`, `none`, or the id of a user. */
  @Optional()
  @IsString()
  @MaxLength(60)
  assignee?: string;

  /** `mine`, `none`, or the id of a team. */
  @Optional()
  @IsString()
  @MaxLength(60)
  team?: string;

  @Optional()
  @IsString()
  @MaxLength(60)
  company?: string;

  @Optional()
  @IsString()
  @MaxLength(60)
  contact?: string;

  @Optional()
  @IsString()
  @MaxLength(60)
  channel?: string;

  @Optional()
  @IsString()
  @MaxLength(60)
  tag?: string;

  @Optional()
  @Transform(flag)
  @IsBoolean()
  snoozed?: boolean;

  @Optional()
  @IsIn(['soon', 'overdue'])
  due?: 'soon' | 'overdue';

  /** Words in subjects, messages, people and companies; or a number. */
  @Optional()
  @IsString()
  @MinLength(1)
  @MaxLength(200)
  @Matches(/\S/, { message: 'q must hold more than spaces' })
  q?: string;

  @Optional()
  @IsIn(TICKET_SORTS)
  sort?: TicketSort;
}

/** What the query says itself, without the view it names. */
export function filterOf(query: TicketQuery): TicketFilter {
  const list = (text: string | undefined): string[] | undefined => text?.split(',').filter(Boolean);
  const filter = Object.fromEntries(
    Object.entries({
      status: list(query.status),
      priority: list(query.priority) as Priority[] | undefined,
      assignee: query.assignee,
      team: query.team,
      company: query.company,
      contact: query.contact,
      channel: query.channel,
      tag: query.tag,
      snoozed: query.snoozed,
      due: query.due,
    }).filter(([, value]) => value !== undefined),
  );
  refuseUnsound(filter);
  return filter;
}

export function refuseUnsound(filter: Record<string, unknown>, prefix = ''): void {
  const errors = faultsOf(filter).map(({ path, message }) => ({ path: prefix + path, message }));
  const [first] = errors;
  if (!first) return;
  if (errors.length === 1) throw invalid(first.path, first.message);
  throw new Refusal('invalid', 422, 'The request has values that cannot be accepted.', { errors });
}
