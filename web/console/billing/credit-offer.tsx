import { Alert, Button } from '@mantine/core';
import { IconReceiptRefund } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { agreements } from '../../api/billing.api';
import type { Contract } from '../../api/rules.types';
import { money } from '../../ui/money.rules';
import { say } from '../feedback/notify';
import { useCan } from '../session/session';
import { useReader } from '../time/reader';
import { CONTRACTS, useDo } from './billing.queries';

/** It was paid ahead and ended before its month was over: what of that is not owed is credited by one press. */
export function CreditOffer({ contract: { id, version } }: { contract: Contract }) {
  const { t } = useTranslation();
  const { language } = useReader();
  const mayCredit = useCan()('invoices:manage');
  const due = useQuery({
    queryKey: [...CONTRACTS, 'credit', id, version],
    queryFn: () => agreements.creditProposal(id),
  });
  const items = due.data ?? [];
  const credit = useDo(
    () => agreements.creditEnd(id),
    () => say(t('billing.earlyEnd.made', { count: items.length })),
  );
  const [first] = items;
  if (!first) return null;
  const sum = items.reduce((all, { amount }) => all + amount, 0);
  return (
    <Alert
      color="orange"
      variant="light"
      icon={<IconReceiptRefund size={18} stroke={1.75} />}
      title={t('billing.earlyEnd.title', { amount: money(sum, first.currency, language) })}
    >
      {items.map(({ invoice, period, amount, currency }) => (
        <div key={invoice.id}>
          <Link className="link" to={`/invoices/${invoice.id}`}>
            {invoice.ref}
          </Link>
          {` · ${period} · ${money(amount, currency, language)}`}
        </div>
      ))}
      {mayCredit && (
        <Button mt={8} size="xs" loading={credit.isPending} onClick={() => credit.mutate(undefined)}>
          {t('billing.earlyEnd.make')}
        </Button>
      )}
    </Alert>
  );
}
