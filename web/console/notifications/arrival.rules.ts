import type { TicketRow } from '../../api/tickets.types';

/** A ticket that is told of later than this after it was opened is not new. */
const NEW_MS = 20_000;

type Row = Pick<TicketRow, 'createdAt' | 'updatedAt' | 'assignee' | 'status'>;

/** Whether this row tells of a ticket that has just come and that nobody has. */
export const isArrival = ({ createdAt, updatedAt, assignee, status }: Partial<Row>): boolean =>
  createdAt !== undefined &&
  updatedAt !== undefined &&
  !assignee &&
  (status?.category === 'new' || status?.category === 'open') &&
  Date.parse(updatedAt) - Date.parse(createdAt) < NEW_MS;
