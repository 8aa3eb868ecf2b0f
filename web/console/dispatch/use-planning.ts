import { useTranslation } from 'react-i18next';
import type { VisitRow } from '../../api/dispatch.types';
import { offerUndo, sayProblem } from '../feedback/notify';
import { useReader } from '../time/reader';
import { clockTime } from '../time/time';
import { customerOf } from './bar.rules';
import { useSchedule, useStep } from './dispatch.queries';
import type { Held } from './timeline';

interface Slot {
  from: string;
  technicianIds: string[];
  names: string;
}

/** Planning a visit, with a way back: to where it was planned, or to the unplanned. */
export function usePlanning() {
  const { t } = useTranslation();
  const reader = useReader();
  const schedule = useSchedule();
  const step = useStep();

  const undo = async (visit: VisitRow, version: number) => {
    if (visit.plannedFrom)
      await schedule.mutateAsync({
        id: visit.id,
        from: visit.plannedFrom,
        technicianIds: visit.technicians.map(({ id }) => id),
        version,
        force: true,
      });
    else await step.mutateAsync({ id: visit.id, action: 'unschedule', version });
  };

  /** Whether it came to it. What was refused has been said. */
  const book = async (visit: VisitRow, slot: Slot): Promise<boolean> => {
    try {
      const { technicianIds, from } = slot;
      const saved = (await schedule.mutateAsync({
        id: visit.id,
        from,
        technicianIds,
        version: visit.version,
        // The board has shown what speaks against it; a person who drops it there has decided.
        force: true,
      })) as { version: number };
      const words = { name: customerOf(visit), who: slot.names, time: clockTime(from, reader) };
      offerUndo(t('dispatch.planned', words), () => undo(visit, saved.version));
      return true;
    } catch (error) {
      sayProblem(error);
      return false;
    }
  };

  /** Dropped on a row: that technician takes the place of the one it came from; others keep theirs. */
  const place = ({ visit, technician, from }: Held, fromTechnicianId: string | null): Promise<boolean> => {
    const others = visit.technicians.filter(({ id }) => id !== fromTechnicianId && id !== technician.id);
    const people = visit.technicianCount > 1 ? [technician, ...others] : [technician];
    return book(visit, {
      from: from.toISOString(),
      technicianIds: people.map(({ id }) => id),
      names: people.map(({ name }) => name).join(', '),
    });
  };

  return { book, place, isBusy: schedule.isPending || step.isPending };
}
