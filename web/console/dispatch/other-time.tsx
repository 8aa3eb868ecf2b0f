import { useTranslation } from 'react-i18next';
import { ApiError } from '../../api/client';
import type { Board, VisitRow } from '../../api/dispatch.types';
import { EditDialog } from '../settings/edit-dialog';
import { instantIn, wallTime } from '../time/wall-time.rules';
import type { PlannedSlot } from './use-planning';

/** Said at the field, as the server would. */
const nobody = (message: string) =>
  new ApiError({ status: 422, code: 'invalid', errors: [{ path: 'technicianIds', message }] });

interface Props {
  visit: VisitRow;
  board: Board;
  onPlan: (slot: PlannedSlot) => void;
  onClose: () => void;
}

/** A place that nobody suggested, by hand: what dragging does, for a keyboard and for a phone. */
export function OtherTime({ visit, board, onPlan, onClose }: Props) {
  const { t } = useTranslation();
  const { timezone, technicians } = board;
  return (
    <EditDialog
      title={t('dispatch.otherTime')}
      saveLabel={t('dispatch.plan')}
      fields={[
        { name: 'from', label: t('dispatch.begins'), kind: 'datetime', required: true },
        {
          name: 'technicianIds',
          label: t('dispatch.fact.technicians'),
          hint: t('dispatch.leadHint'),
          kind: 'several',
          required: true,
          choices: technicians.map(({ id, name }) => ({ value: id, label: name })),
        },
      ]}
      initial={{
        from: wallTime(timezone, new Date(visit.plannedFrom ?? board.now)).slice(0, 16),
        technicianIds: visit.technicians.map(({ id }) => id),
      }}
      save={({ from, technicianIds }) => {
        const ids = technicianIds as string[];
        if (ids.length === 0) return Promise.reject(nobody(t('dispatch.whoGoes')));
        onPlan({
          from: instantIn(timezone, String(from)).toISOString(),
          technicianIds: ids,
          names: ids.map((id) => technicians.find((one) => one.id === id)?.name ?? '').join(', '),
        });
        return Promise.resolve();
      }}
      onClose={onClose}
    />
  );
}
