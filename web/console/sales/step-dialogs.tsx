import type { Activity } from '../../api/sales.types';
import { ActivityDialog } from './activity-dialog';
import { DoneDialog } from './done-dialog';
import { HappenedDialog } from './happened-dialog';

export interface StepOf {
  contactId?: string;
  companyId?: string;
  ticketId?: string;
}

export type StepDialog = { name: 'plan' | 'happened' } | { name: 'done' | 'edit'; activity: Activity };

/** What is done with the steps of a customer, loaded when the first is opened. */
export function StepDialogs({ open, of, onClose }: { open: StepDialog; of: StepOf; onClose: () => void }) {
  switch (open.name) {
    case 'plan':
      return <ActivityDialog of={of} kind="meeting" onClose={onClose} />;
    case 'happened':
      return <HappenedDialog of={of} onClose={onClose} />;
    case 'edit':
      return <ActivityDialog activity={open.activity} onClose={onClose} />;
    case 'done':
      return <DoneDialog activity={open.activity} onClose={onClose} />;
  }
}
