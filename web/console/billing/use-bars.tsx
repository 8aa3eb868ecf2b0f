import { useTranslation } from 'react-i18next';
import type { AllowanceLeft } from '../../api/billing.types';
import { useReader } from '../time/reader';
import classes from './billing.module.css';
import { money } from '../../ui/money.rules';

/** What a month includes, and how much of it is left. */
export function UseBars({ allowances }: { allowances: AllowanceLeft[] }) {
  const { t } = useTranslation();
  const { language } = useReader();
  return allowances.map((one) => (
    <div key={one.what} className={classes.use}>
      <div>
        <span>{t(`billing.allowances.${one.what}`)}</span>
        <span className={one.beyond > 0 ? 'bad' : undefined}>
          {one.beyond > 0
            ? t('billing.beyond', { count: one.beyond, included: one.perMonth })
            : one.perMonth === 0
              ? t('billing.notIncluded')
              : t('billing.leftOf', { left: one.left, included: one.perMonth })}
        </span>
      </div>
      <div className={classes.bar} data-over={one.beyond > 0 || undefined}>
        <span
          style={{
            width: `${one.perMonth > 0 ? Math.min(100, (one.used / one.perMonth) * 100) : one.used > 0 ? 100 : 0}%`,
          }}
        />
      </div>
      {one.extraAmount !== null && one.currency && (
        <div className={classes.small}>
          {t('billing.eachBeyond', { amount: money(one.extraAmount, one.currency, language) })}
        </div>
      )}
    </div>
  ));
}
