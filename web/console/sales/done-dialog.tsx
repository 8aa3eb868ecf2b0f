import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { sales } from '../../api/sales.api';
import type { Activity, NextActivity } from '../../api/sales.types';
import { offerUndo } from '../feedback/notify';
import { EditDialog } from '../settings/edit-dialog';
import { ActivityDialog } from './activity-dialog';
import { useSalesChange } from './sales.queries';

interface Props {
  activity: NextActivity & Partial<Activity>;
  onClose: () => void;
}

/** What came of it; and where the deal has no next step, what comes next is asked at once. */
export function DoneDialog({ activity, onClose }: Props) {
  const { t } = useTranslation();
  const [asking, setAsking] = useState<string | null>(null);
  // The first dialog closes itself once it has saved: then the second one stands in its place.
  const goesOn = useRef(false);
  const done = useSalesChange((body: Record<string, unknown>) => sales.done(activity.id, body), true);
  const undo = useSalesChange((version: number) => sales.undone(activity.id, version));
  if (asking) {
    return <ActivityDialog title={t('sales.whatNext')} of={{ dealId: asking }} onClose={onClose} />;
  }
  return (
    <EditDialog
      title={activity.subject}
      saveLabel={t('sales.done')}
      fields={[{ name: 'outcome', label: t('sales.outcome'), hint: t('sales.outcomeHint'), kind: 'multiline' }]}
      initial={{ outcome: activity.outcome ?? '' }}
      save={async ({ outcome }) => {
        const after = await done.mutateAsync({ version: activity.version, outcome: String(outcome) || null });
        offerUndo(t('sales.wasDone', { name: after.subject }), () => undo.mutateAsync(after.version));
        goesOn.current = after.deal?.state === 'open' && !after.deal.hasNext;
        if (goesOn.current) setAsking(after.deal!.id);
      }}
      onClose={() => {
        if (!goesOn.current) onClose();
      }}
    />
  );
}
