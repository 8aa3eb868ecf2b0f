import type { Ticket } from '../../api/tickets.types';
import { ChangeCustomerDialog } from './change-customer-dialog';
import { ForwardDialog } from './forward-dialog';
import { LinkDialog } from './link-dialog';
import { MergeDialog } from './merge-dialog';
import { PlanVisitDialog } from './plan-visit-dialog';
import { ProspectDialog } from './prospect-dialog';
import { SplitDialog } from './split-dialog';
import { SubjectDialog } from './subject-dialog';
import { TaskDialog } from './task-dialog';
import type { DialogName } from './ticket-menu';

const DIALOGS = {
  merge: MergeDialog,
  split: SplitDialog,
  link: LinkDialog,
  customer: ChangeCustomerDialog,
  subject: SubjectDialog,
  forward: ForwardDialog,
  task: TaskDialog,
  visit: PlanVisitDialog,
  prospect: ProspectDialog,
} as const;

/** The dialogs of a ticket, loaded when the first is opened. */
export function TicketDialogs({ name, ticket, onClose }: { name: DialogName; ticket: Ticket; onClose: () => void }) {
  const Dialog = DIALOGS[name];
  return <Dialog ticket={ticket} onClose={onClose} />;
}
