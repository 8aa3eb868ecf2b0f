import { useTranslation } from 'react-i18next';
import { sales } from '../../api/sales.api';
import type { Deal } from '../../api/sales.types';
import { offerUndo } from '../feedback/notify';
import { EditDialog } from '../settings/edit-dialog';
import { useChoices, useSalesChange } from './sales.queries';

/** Why: from the firm's own list, so that it can be counted; and in words. */
export function LoseDialog({ deal, onClose }: { deal: Deal; onClose: () => void }) {
  const { t } = useTranslation();
  const choices = useChoices();
  const reasons = (choices.data ?? []).filter(({ kind }) => kind === 'lost_reason');
  const lose = useSalesChange((body: Record<string, unknown>) => sales.lose(deal.id, body), true);
  const reopen = useSalesChange((version: number) => sales.reopen(deal.id, version));
  return (
    <EditDialog
      title={t('sales.loseTitle', { name: deal.title })}
      saveLabel={t('sales.lose')}
      fields={[
        {
          name: 'reasonId',
          label: t('sales.reason'),
          hint: reasons.length === 0 ? t('sales.noReasons') : undefined,
          kind: 'select',
          required: true,
          choices: reasons.map(({ id, name }) => ({ value: id, label: name })),
        },
        { name: 'note', label: t('sales.reasonNote'), kind: 'multiline' },
      ]}
      initial={{ reasonId: '', note: '' }}
      save={async ({ reasonId, note }) => {
        const lost = await lose.mutateAsync({ version: deal.version, reasonId, note: String(note) || null });
        offerUndo(t('sales.wasLost', { name: deal.title }), () => reopen.mutateAsync(lost.version));
      }}
      onClose={onClose}
    />
  );
}
