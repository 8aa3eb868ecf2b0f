import { IconChevronLeft } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { NotFound } from '../feedback/page-error';
import { useCan } from '../session/session';
import { DealPane } from './deal-pane';
import classes from './sales.module.css';
import { useDealHints } from './sales.queries';

export function DealPage() {
  return useCan()('deals:read') ? <Whole /> : <NotFound />;
}

function Whole() {
  const { t } = useTranslation();
  const number = useParams().number ?? '';
  useDealHints();
  return (
    <main className={classes.dealPage} aria-label={t('sales.deal')}>
      <div className={classes.dealPaper}>
        <Link className={classes.backLink} to="/sales">
          <IconChevronLeft size={16} stroke={1.75} aria-hidden="true" />
          {t('sales.title')}
        </Link>
        <DealPane key={number} number={number} />
      </div>
    </main>
  );
}
