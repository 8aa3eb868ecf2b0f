import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../../api/client';
import type { Suggestion } from '../../api/dispatch.api';
import type { BrokenRule, Visit, VisitRow } from '../../api/dispatch.types';
import { offerUndo, say, sayProblem } from '../feedback/notify';
import { useCan } from '../session/session';
import { useNow, useReader } from '../time/reader';
import { clockTime, shortTime } from '../time/time';
import { customerOf } from './bar.rules';
import { useInsert, useSchedule, useStep } from './dispatch.queries';
import type { Question } from './rules-question';
import type { Held } from './timeline';

export interface PlannedSlot {
  from: string;
  technicianIds: string[];
  names: string;
}

/** Planning a visit, with a way back: to where it was planned, or to the unplanned. */
export function usePlanning() {
  const { t } = useTranslation();
  const reader = useReader();
  const now = useNow();
  const mayForce = useCan()('visits:force');
  const schedule = useSchedule();
  const step = useStep();
  const emergency = useInsert();
  const [question, setQuestion] = useState<Question | null>(null);

  const undo = async (visit: VisitRow, version: number) => {
    if (visit.plannedFrom)
      await schedule.mutateAsync({
        id: visit.id,
        from: visit.plannedFrom,
        technicianIds: visit.technicians.map(({ id }) => id),
        version,
        // Where it stood was decided before; to go back there is no new decision.
        force: mayForce,
      });
    else await step.mutateAsync({ id: visit.id, action: 'unschedule', version });
  };

  const ask = (about: string, rules: BrokenRule[]): Promise<boolean> =>
    new Promise((resolve) =>
      setQuestion({
        about,
        rules,
        answer: (anyway) => {
          setQuestion(null);
          resolve(anyway);
        },
      }),
    );

  /** Null: it breaks rules, and the person left it at that. */
  const saved = async (visit: VisitRow, { from, technicianIds, names }: PlannedSlot): Promise<Visit | null> => {
    const slot = { id: visit.id, from, technicianIds, version: visit.version };
    try {
      return await schedule.mutateAsync(slot);
    } catch (error) {
      const rules = brokenIn(error);
      if (!rules) throw error;
      const about = [customerOf(visit), names, shortTime(from, now, reader)].join(' · ');
      return (await ask(about, rules)) ? await schedule.mutateAsync({ ...slot, force: true }) : null;
    }
  };

  /** Whether it came to it. What was refused has been said. */
  const book = async (visit: VisitRow, slot: PlannedSlot): Promise<boolean> => {
    try {
      const kept = await saved(visit, slot);
      if (!kept) return false;
      const words = { name: customerOf(visit), who: slot.names, time: clockTime(slot.from, reader) };
      offerUndo(t('dispatch.planned', words), () => undo(visit, kept.version));
      return true;
    } catch (error) {
      sayProblem(error);
      return false;
    }
  };

  /** With those who make room, all at once. Whether it came to it; what was refused has been said. */
  const insert = async (visit: VisitRow, { from, technicians, bumps }: Suggestion): Promise<boolean> => {
    try {
      await emergency.mutateAsync({
        id: visit.id,
        from,
        technicianIds: technicians.map(({ id }) => id),
        version: visit.version,
        bumps: bumps.map(({ visit: other, to, technicians: people }) => ({
          visitId: other.id,
          version: other.version,
          to,
          ...(to && { technicianIds: people.map(({ id }) => id) }),
        })),
      });
      const who = technicians.map(({ name }) => name).join(', ');
      say(t('dispatch.planned', { name: customerOf(visit), who, time: clockTime(from, reader) }));
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

  const isBusy = schedule.isPending || step.isPending || emergency.isPending;
  return { book, insert, place, question, isBusy };
}

/** The rules that a refused place would break; undefined where something else was wrong. */
const brokenIn = (error: unknown): BrokenRule[] | undefined =>
  error instanceof ApiError && error.code === 'rules_broken' ? (error.problem.rules as BrokenRule[]) : undefined;
