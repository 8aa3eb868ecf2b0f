import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { agreements } from '../../api/billing.api';
import panel from '../customer/customer-panel.module.css';
import { useCan } from '../session/session';
import { useReader } from '../time/reader';
import { useSums } from './billing.queries';
import { dayWords, money } from '../../ui/money.rules';

/** What their contract means for this ticket: covered or not, until when, what is left; and whether money is owed. */
export function PanelMoney({ companyId }: { companyId: string }) {
  const { t } = useTranslation();
  const reader = useReader();
  const can = useCan();
  const mayRead = can('contracts:read');
  const coverage = useQuery({
    queryKey: ['contracts', 'coverage', companyId],
    queryFn: () => agreements.coverage(companyId),
    enabled: mayRead,
  });
  const sums = useSums(companyId, can('invoices:read'));
  const covered = coverage.data;
  if (!covered) return null;
  return (
    <section className={panel.section}>
      <h3>
        {t('billing.contract')}
        {covered.contract && (
          <Link className={panel.go} to={`/contracts/${covered.contract.id}`}>
            {covered.contract.number}
          </Link>
        )}
      </h3>
      <div className={panel.line}>
        <span className="cut">{covered.package?.name ?? t('billing.contract')}</span>
        <span className={`${panel.right} ${covered.covered ? 'ok' : 'warn'}`}>
          {covered.covered
            ? covered.contract?.endsOn
              ? t('billing.coveredUntil', { day: dayWords(covered.contract.endsOn, reader) })
              : t('billing.covered')
            : t(`billing.notCovered.${covered.because}`)}
        </span>
      </div>
      {covered.allowances.map((one) => (
        <div key={one.what} className={panel.line}>
          <span className="cut">{t(`billing.allowances.${one.what}`)}</span>
          <span className={`${panel.right} ${one.left === 0 ? 'warn' : ''}`}>
            {one.beyond > 0
              ? t('billing.beyond', { count: one.beyond, included: one.perMonth })
              : one.perMonth === 0
                ? t('billing.notIncluded')
                : t('billing.leftOf', { left: one.left, included: one.perMonth })}
          </span>
        </div>
      ))}
      {covered.hints.length > 0 && <p className={`${panel.notes} warn`}>{t('billing.upgradeHint')}</p>}
      {sums.data
        ?.filter((sum) => sum.openCount > 0)
        .map((sum) => (
          <Link key={sum.currency} className={panel.line} to={`/customers/companies/${companyId}`}>
            <span className="cut">{t('billing.invoicesDue')}</span>
            <span className={`${panel.right} ${sum.overdue > 0 ? 'bad' : ''}`}>
              {money(sum.open, sum.currency, reader.language)}
              {sum.overdueCount > 0 && ` · ${t('billing.nOverdue', { count: sum.overdueCount })}`}
            </span>
          </Link>
        ))}
    </section>
  );
}
