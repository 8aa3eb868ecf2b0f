import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { customers } from '../../api/customers.api';
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
  const company = deal.company?.id;
  const found = useQuery({
    queryKey: ['sites', company],
    queryFn: () => customers.sites(company!),
    enabled: company !== undefined,
  });
  const sites = (found.data ?? []).map(({ id, name, address }) => ({ value: id, label: `${name}, ${address}` }));
  const isNoSite = ({ siteId }: Record<string, unknown>) => !siteId;
  return (
    <EditDialog
      title={t('sales.askVisit')}
      saveLabel={t('sales.ask')}
      fields={[
        ...(sites.length > 0
          ? [{ name: 'siteId', label: t('sales.visitSite'), kind: 'select' as const, choices: sites }]
          : []),
        {
          name: 'address',
          label: t('sales.visitWhere'),
          hint: t('sales.visitWhereHint'),
          kind: 'text',
          when: isNoSite,
        },
        { name: 'about', label: t('sales.visitAbout'), hint: t('sales.visitAboutHint'), kind: 'multiline' },
        { name: 'windowFrom', label: t('sales.windowFrom'), kind: 'datetime' },
        { name: 'windowTo', label: t('sales.windowTo'), kind: 'datetime' },
      ]}
      initial={{ siteId: null, address: '', about: '', windowFrom: '', windowTo: '' }}
      save={async ({ siteId, address, about, windowFrom, windowTo }) => {
        await ask.mutateAsync({
          ...(siteId ? { siteId } : String(address).trim() && { place: { address: String(address).trim() } }),
          about: String(about),
          windowFrom: at(windowFrom),
          windowTo: at(windowTo),
        });
        say(t('sales.visitAsked'));
      }}
      onClose={onClose}
    />
  );
}
