import { ActionIcon } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { sales } from '../../api/sales.api';
import panel from '../customer/customer-panel.module.css';
import { useCan } from '../session/session';
import { useReader } from '../time/reader';
import { DealDialog, type DealStart } from './deal-dialog';
import { money } from './money.rules';
import { SALES, usePipelines } from './sales.queries';

interface Props {
  contactId?: string;
  companyId?: string;
  /** What a deal that is made here begins with. */
  start: DealStart;
}

const FEW = 5;

/** The deals of a customer, and a way to make one from here. */
export function CustomerDeals({ contactId, companyId, start }: Props) {
  return useCan()('deals:read') ? <Deals contactId={contactId} companyId={companyId} start={start} /> : null;
}

function Deals({ contactId, companyId, start }: Props) {
  const { t } = useTranslation();
  const { language } = useReader();
  const navigate = useNavigate();
  const mayWrite = useCan()('deals:write');
  const pipelines = usePipelines();
  const [making, setMaking] = useState(false);
  const query = companyId ? { company: companyId } : { contact: contactId };
  const list = useQuery({
    queryKey: [...SALES, 'of-customer', query],
    queryFn: () => sales.list({ ...query, limit: FEW }),
  });
  const [pipeline] = pipelines.data ?? [];
  const items = list.data?.items ?? [];
  // A desk that sells nothing shows nothing of it.
  if (!pipeline || (items.length === 0 && !mayWrite)) return null;
  return (
    <section className={panel.section}>
      <h3>
        {t('sales.deals')} {items.length > 0 && <span className={panel.count}>{items.length}</span>}
        {mayWrite && (
          <ActionIcon size={24} ml="auto" aria-label={t('sales.makeDeal')} onClick={() => setMaking(true)}>
            <IconPlus size={14} />
          </ActionIcon>
        )}
      </h3>
      {items.map((deal) => (
        <Link key={deal.id} to={`/sales/deals/${deal.number}`} className={panel.line}>
          <span className="cut">{deal.title}</span>
          <span className={panel.right}>
            {deal.state === 'open'
              ? [deal.stage.name, deal.valueMinor !== null && money(deal.valueMinor, deal.currency, language)]
                  .filter(Boolean)
                  .join(' · ')
              : t(`sales.states.${deal.state}`)}
          </span>
        </Link>
      ))}
      {list.isSuccess && items.length === 0 && <p className={panel.notes}>{t('sales.noDeals')}</p>}
      {making && (
        <DealDialog
          pipeline={pipeline}
          start={start}
          onMade={({ number }) => void navigate(`/sales/deals/${number}`)}
          onClose={() => setMaking(false)}
        />
      )}
    </section>
  );
}
