import { Button } from '@mantine/core';
import { IconChevronRight, IconInbox, IconInfoCircle, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useMe, useNow } from '../me';
import { Notices } from '../parts/notices';
import { Lines, Problem } from '../parts/states';
import { TicketRow } from '../parts/ticket-row';
import { VisitCard } from '../parts/visit-card';
import { portal } from '../portal.api';
import { money } from '../../ui/money.rules';
import { InvoiceLine } from '../parts/money';
import { inOrderOfDue } from '../model/due.rules';
import { Squares } from '../parts/squares';
import { monthOf, sumOf } from '../model/figures.rules';

const SHOWN = 6;

export function Home() {
  const { t } = useTranslation();
  const me = useMe();
  const hour = useNow(60_000).getHours();
  const greeting = hour < 5 || hour >= 18 ? 'evening' : hour < 12 ? 'morning' : 'afternoon';
  const first = me.name.split(' ')[0] ?? me.name;
  return (
    <>
      <div className="hello">
        <div>
          <h1>{t(`hello.${greeting}`, { name: first })}</h1>
          <p className="mid">
            {me.package ? t('yourPackage', { name: me.package.name }) : (me.company?.name ?? t('noCompany'))}
          </p>
        </div>
        <span className="grow" />
        <Button className="desk" component={Link} to="/tickets/new" leftSection={<IconPlus size={16} aria-hidden />}>
          {t('newTicket')}
        </Button>
      </div>
      <Notices />
      <div className="grid">
        <div className="col">
          <OpenTickets />
          {me.rights.equipment && me.company && <EquipmentCard />}
        </div>
        <div className="col">
          <NextVisit />
          <Kept />
          {me.rights.money && me.company && <InvoicesDue />}
        </div>
      </div>
    </>
  );
}

function OpenTickets() {
  const { t } = useTranslation();
  const open = useQuery({ queryKey: ['tickets', 'open'], queryFn: () => portal.tickets({ state: 'open', limit: 50 }) });
  const tickets = inOrderOfDue(open.data?.items ?? []);
  return (
    <section className="card o1">
      <header>
        <h2>
          {t('openTickets')} <span className="n">{tickets.length > 0 && tickets.length}</span>
        </h2>
        <span className="grow" />
        <Link className="more" to="/tickets">
          {t('allTickets')}
          <IconChevronRight size={14} aria-hidden />
        </Link>
      </header>
      {open.error ? (
        <Problem error={open.error} onRetry={() => void open.refetch()} />
      ) : open.isPending ? (
        <Lines />
      ) : tickets.length === 0 ? (
        <div className="nothing">
          <IconInbox size={20} stroke={1.5} aria-hidden />
          <b>{t('allDone')}</b>
          <p className="mid">{t('allDoneHint')}</p>
          <Button component={Link} to="/tickets/new" variant="default" leftSection={<IconPlus size={16} aria-hidden />}>
            {t('newTicket')}
          </Button>
        </div>
      ) : (
        tickets.slice(0, SHOWN).map((ticket, at) => <TicketRow key={ticket.id} ticket={ticket} hero={at === 0} />)
      )}
    </section>
  );
}

function NextVisit() {
  const { t } = useTranslation();
  const ahead = useQuery({ queryKey: ['visits', 'next'], queryFn: () => portal.visits({ when: 'ahead', limit: 1 }) });
  const visit = ahead.data?.items[0];
  return (
    <section className="card o2">
      <header>
        <h2>{t('nextVisit')}</h2>
        <span className="grow" />
        <Link className="more" to="/visits">
          {t('allVisits')}
          <IconChevronRight size={14} aria-hidden />
        </Link>
      </header>
      {ahead.error ? (
        <Problem error={ahead.error} onRetry={() => void ahead.refetch()} />
      ) : ahead.isPending ? (
        <Lines count={2} />
      ) : visit ? (
        <VisitCard visit={visit} />
      ) : (
        <p className="quiet">{t('noVisit')}</p>
      )}
    </section>
  );
}

/** The month so far: one square, one promise. */
function Kept() {
  const { t, i18n } = useTranslation();
  const now = useNow(60_000);
  const { from, to } = monthOf(now);
  const range = { from: from.toISOString(), to: to.toISOString() };
  const figures = useQuery({ queryKey: ['figures', range.from], queryFn: () => portal.figures(range) });
  const kept = useQuery({ queryKey: ['kept', range.from], queryFn: () => portal.kept({ ...range, limit: 200 }) });
  const totals = figures.data?.totals ?? [];
  const { met, all } = sumOf(totals);
  const month = new Intl.DateTimeFormat(i18n.language, { month: 'long' }).format(now);
  const percent = new Intl.NumberFormat(i18n.language, { style: 'percent', maximumFractionDigits: 1 });
  return (
    <section className="card o3">
      <header>
        <h2>{t('keptIn', { month })}</h2>
        <span className="grow" />
        <Link className="more" to="/figures">
          <IconInfoCircle size={14} aria-hidden />
          {t('howWeCount')}
        </Link>
      </header>
      {figures.error ? (
        <Problem error={figures.error} onRetry={() => void figures.refetch()} />
      ) : figures.isPending ? (
        <Lines count={2} />
      ) : all === 0 ? (
        <p className="quiet">{t('nothingDecided')}</p>
      ) : (
        <>
          <div className="fig">
            <strong>{t('metOf', { met, all })}</strong>
            <span className="mid">{percent.format(met / all)}</span>
          </div>
          {kept.data && <Squares kept={kept.data.items} now={now} />}
          <dl className="tg">
            {totals.map((one) => (
              <div key={one.target}>
                <dt>{t(`promise.targets.${one.target}`)}</dt>
                <dd>
                  {one.met} / {one.met + one.breached}
                </dd>
              </div>
            ))}
          </dl>
        </>
      )}
    </section>
  );
}

function EquipmentCard() {
  const { t } = useTranslation();
  const sites = useQuery({ queryKey: ['equipment', 'by-site'], queryFn: portal.equipmentBySite });
  const items = sites.data?.items ?? [];
  const count = items.reduce((sum, one) => sum + one.count, 0);
  if (count === 0) return null;
  return (
    <section className="card o5">
      <header>
        <h2>
          {t('equipment')} <span className="n">{t('atSites', { units: count, count: items.length })}</span>
        </h2>
        <span className="grow" />
        <Link className="more" to="/equipment">
          {t('fullList')}
          <IconChevronRight size={14} aria-hidden />
        </Link>
      </header>
      <table className="eq">
        <thead>
          <tr>
            <th scope="col">{t('site')}</th>
            <th scope="col" className="num">
              {t('units')}
            </th>
            <th scope="col">{t('state')}</th>
          </tr>
        </thead>
        <tbody>
          {items.slice(0, SHOWN).map(({ site, count: units, away }) => (
            <tr key={site?.id ?? ''}>
              <td>
                {site ? (
                  <Link className="link" to={`/equipment?site=${site.id}`}>
                    {site.name}
                  </Link>
                ) : (
                  t('noPlace')
                )}
              </td>
              <td className="num">{units}</td>
              <td className={away > 0 ? 'warn' : 'mid'}>{away > 0 ? t('nAway', { count: away }) : t('allThere')}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function InvoicesDue() {
  const { t, i18n } = useTranslation();
  const due = useQuery({
    queryKey: ['invoices', 'open'],
    queryFn: () => portal.invoices({ state: 'open', limit: 4 }),
  });
  const balance = useQuery({ queryKey: ['balance'], queryFn: portal.balance });
  const sums = (balance.data?.items ?? []).filter(({ open }) => open > 0);
  return (
    <section className="card o4">
      <header>
        <h2>{t('invoicesDue')}</h2>
        <span className="grow" />
        <Link className="more" to="/money">
          {sums.map(({ open, currency }) => money(open, currency, i18n.language)).join(' + ') || t('invoices')}
          <IconChevronRight size={14} aria-hidden />
        </Link>
      </header>
      {due.error ? (
        <Problem error={due.error} onRetry={() => void due.refetch()} />
      ) : due.isPending ? (
        <Lines count={2} />
      ) : due.data.items.length === 0 ? (
        <p className="quiet">{t('owesNothing')}</p>
      ) : (
        due.data.items.map((invoice) => <InvoiceLine key={invoice.id} invoice={invoice} />)
      )}
    </section>
  );
}
