import { useTranslation } from 'react-i18next';
import { sales } from '../../api/sales.api';
import type { Deal } from '../../api/sales.types';
import { useMe } from '../session/session';
import { EditDialog } from '../settings/edit-dialog';
import { instantIn } from '../time/wall-time.rules';
import { say } from '../feedback/notify';
import { useSalesChange } from './sales.queries';

/** Somebody looks at the place first; dispatch says who and when. */
export function VisitDialog({ deal, onClose }: { deal: Deal; onClose: () => void }) {
  const { t } = useTranslation();
  const me = useMe();
  const ask = useSalesChange((wish: Record<string, unknown>) => sales.visit(deal.id, wish), true);
  const at = (value: unknown) => (value ? instantIn(me.timeZone, String(value)).toISOString() : undefined);
  return (
    <EditDialog
      title={t('sales.askVisit')}
      saveLabel={t('sales.ask')}
      fields={[
        { name: 'about', label: t('sales.visitAbout'), hint: t('sales.visitAboutHint'), kind: 'multiline' },
        { name: 'windowFrom', label: t('sales.windowFrom'), kind: 'datetime' },
        { name: 'windowTo', label: t('sales.windowTo'), kind: 'datetime' },
      ]}
      initial={{ about: '', windowFrom: '', windowTo: '' }}
      save={async ({ about, windowFrom, windowTo }) => {
        await ask.mutateAsync({ about: String(about), windowFrom: at(windowFrom), windowTo: at(windowTo) });
        say(t('sales.visitAsked'));
      }}
      onClose={onClose}
    />
  );
}
