import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Deal } from '../../api/sales.types';
import { useReader } from '../time/reader';
import { costWords, money } from './money.rules';
import { ActivityLine } from './my-day';
import classes from './sales.module.css';
import { useActivities } from './sales.queries';

/** Where it comes from, its tickets and visits, and every step that is planned. */
export function DealFacts({ deal, mayWrite }: { deal: Deal; mayWrite: boolean }) {
  const { t } = useTranslation();
  const { language } = useReader();
  const planned = useActivities({ deal: deal.id });
  const facts: [string, string | null | undefined][] = [
    [t('sales.pipeline'), deal.pipeline.name],
    [t('sales.fields.sourceId'), deal.source?.name],
    [t('sales.fields.segment'), deal.segment && t(`rules.values.${deal.segment}`)],
    [t('sales.team'), deal.team?.name],
    [t('sales.renews'), deal.renews?.number],
    [t('sales.visitCosts'), costWords(deal.costs, language) || null],
  ];
  return (
    <div className={classes.factsBody}>
      <dl className={classes.factList}>
        {facts
          .filter(([, value]) => value)
          .map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
      </dl>
      {deal.tickets.length > 0 && (
        <>
          <h3>{t('sales.tickets')}</h3>
          {deal.tickets.map((ticket) => (
            <Link key={ticket.id} className={classes.factLine} to={`/tickets/${ticket.number}`}>
              <span className="dim">#{ticket.number}</span>
              <span className="cut">{ticket.subject}</span>
              <span className="mid">
                {ticket.kind === 'visit' && ticket.visitKind
                  ? `${t(`dispatch.kinds.${ticket.visitKind}`)} · ${t(`dispatch.states.${ticket.visitState ?? 'proposed'}`)}`
                  : t(`sales.ticketKinds.${ticket.kind}`)}
                {ticket.cost !== null &&
                  ticket.cost > 0 &&
                  ticket.costCurrency &&
                  ` · ${money(ticket.cost, ticket.costCurrency, language)}`}
              </span>
            </Link>
          ))}
        </>
      )}
      <h3>{t('sales.planned')}</h3>
      {planned.data?.items.map((activity) => (
        <ActivityLine key={activity.id} activity={activity} mayWrite={mayWrite} />
      ))}
      {planned.data?.items.length === 0 && <p className="mid">{t('sales.nothingPlanned')}</p>}
    </div>
  );
}
