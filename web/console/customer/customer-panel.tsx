import { IconMail, IconPhone, IconWorld, type Icon } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { customers } from '../../api/customers.api';
import type { Identity } from '../../api/customers.types';
import { tickets } from '../../api/tickets.api';
import type { Ticket } from '../../api/tickets.types';
import { ChannelIcon } from '../../ui/channel-icon';
import { PersonMark } from '../../ui/person-mark';
import { PanelMoney } from '../billing/panel-money';
import { useIdentityWords } from '../customers/identity-words';
import { PhoneNumber } from '../phone/phone-number';
import { CustomerDeals } from '../sales/customer-deals';
import { PlannedSteps } from '../sales/planned-steps';
import { statusName } from '../ticket/status-name';
import { useNow, useReader } from '../time/reader';
import { shortDate } from '../time/time';
import { CONTACT } from './contact-key';
import classes from './customer-panel.module.css';
import { DuplicateOffer } from './duplicate-offer';
import { LanguageLine } from './language-line';
import { TicketDetails } from './ticket-details';
import { AboutReport } from '../report-requests/about-report';
import { TicketEquipment } from './ticket-equipment';
import { TicketVisits } from './ticket-visits';

/** Who the customer is, and what else is known of them, beside what they say. */
export function CustomerPanel({ ticket }: { ticket: Ticket }) {
  const { t } = useTranslation();
  const reader = useReader();
  const now = useNow();
  const contact = useQuery({
    queryKey: CONTACT(ticket.contact.id),
    queryFn: () => customers.contact(ticket.contact.id),
  });
  const companyId = ticket.company?.id ?? contact.data?.company?.id;
  const company = useQuery({
    queryKey: ['company', companyId],
    queryFn: () => customers.company(companyId!),
    enabled: Boolean(companyId),
  });
  const sites = useQuery({
    queryKey: ['sites', companyId],
    queryFn: () => customers.sites(companyId!),
    enabled: Boolean(companyId),
  });
  const others = useQuery({
    queryKey: ['tickets', 'of-contact', ticket.contact.id],
    queryFn: () => tickets.list({ contact: ticket.contact.id, sort: 'updated', limit: '8' }),
  });
  const rest = (others.data?.items ?? []).filter((row) => row.id !== ticket.id).slice(0, 6);
  const person = contact.data;
  const online = ticket.conversations.some((conversation) => conversation.contactOnline);
  return (
    <>
      <div className={classes.top}>
        <PersonMark name={ticket.contact.name} size={40} />
        <div className="grow">
          <h2 className="cut">
            <Link to={`/customers/contacts/${ticket.contact.id}`}>{person?.name ?? ticket.contact.name}</Link>
          </h2>
          <p className="cut">
            {person?.title}
            {person?.title && ticket.company && ', '}
            {ticket.company && (
              <Link className="link" to={`/customers/companies/${ticket.company.id}`}>
                {ticket.company.name}
              </Link>
            )}
          </p>
        </div>
      </div>
      <section className={classes.section} data-first>
        {person?.identities.map((identity) => (
          <IdentityLine key={identity.id} identity={identity} online={online} ticketId={ticket.id} />
        ))}
        <LanguageLine language={person?.language} />
        <DuplicateOffer contactId={ticket.contact.id} />
      </section>
      <TicketVisits ticket={ticket} />
      <PlannedSteps
        list={{ ticket: ticket.id }}
        of={{ ticketId: ticket.id, contactId: ticket.contact.id, companyId }}
      />
      <AboutReport ticketId={ticket.id} />
      <TicketEquipment ticket={ticket} companyId={companyId} />
      <TicketDetails ticket={ticket} />
      <CustomerDeals
        contactId={ticket.contact.id}
        companyId={companyId}
        start={{
          title: ticket.subject,
          ticketId: ticket.id,
          contact: ticket.contact,
          company: ticket.company ?? undefined,
        }}
      />
      {companyId && <PanelMoney companyId={companyId} />}
      {company.data && (
        <section className={classes.section}>
          <h3>
            {t('customers.company')}
            <Link className={classes.go} to={`/customers/companies/${company.data.id}`}>
              {t('common.open')}
            </Link>
          </h3>
          {company.data.domains.length > 0 && (
            <div className={classes.line}>
              <IconWorld size={16} stroke={1.75} aria-hidden="true" />
              <span className="cut">{company.data.domains.join(', ')}</span>
            </div>
          )}
          {company.data.notes && <p className={classes.notes}>{company.data.notes}</p>}
          {company.data.domains.length === 0 && !company.data.notes && (
            <p className={classes.notes}>{company.data.name}</p>
          )}
        </section>
      )}
      {sites.data && sites.data.length > 0 && (
        <section className={classes.section}>
          <h3>
            {t('customers.sites')} <span className={classes.count}>{sites.data.length}</span>
          </h3>
          {sites.data.slice(0, 4).map((site) => (
            <div key={site.id} className={classes.line}>
              <span className="cut">{site.name}</span>
              <span className={`${classes.right} cut`} title={site.address ?? undefined}>
                {site.address}
              </span>
            </div>
          ))}
        </section>
      )}
      {person?.notes && (
        <section className={classes.section}>
          <h3>{t('customers.notes')}</h3>
          <p className={classes.notes}>{person.notes}</p>
        </section>
      )}
      <section className={classes.section}>
        <h3>
          {t('customers.otherTickets')}
          <Link className={classes.go} to={`/queue?view=all&q=contact:${ticket.contact.id}`}>
            {t('common.all')}
          </Link>
        </h3>
        {rest.map((row) => (
          <Link key={row.id} to={`/tickets/${row.number}`} className={classes.line}>
            <span className="dim">#{row.number}</span>
            <span className="cut">{row.subject}</span>
            <span className={classes.right}>
              {row.status.category === 'solved' || row.status.category === 'closed'
                ? shortDate(row.updatedAt, now, reader)
                : statusName(row.status, t)}
            </span>
          </Link>
        ))}
        {others.isSuccess && rest.length === 0 && <p className={classes.notes}>{t('customers.firstTicket')}</p>}
      </section>
    </>
  );
}

const SHAPES: Partial<Record<Identity['kind'], Icon>> = { email: IconMail, phone: IconPhone };

function IdentityLine({ identity, online, ticketId }: { identity: Identity; online: boolean; ticketId: string }) {
  const { t } = useTranslation();
  const Shape = SHAPES[identity.kind];
  const isVisitor = identity.kind === 'visitor';
  const shown = useIdentityWords()(identity);
  const mark = identity.undeliverable
    ? { tone: 'bad', words: t('customers.undeliverable') }
    : isVisitor
      ? online && { tone: 'ok', words: t('ticket.online') }
      : identity.verified && { tone: '', words: t('customers.verified') };
  return (
    <div className={classes.line}>
      {Shape ? (
        <Shape size={16} stroke={1.75} aria-hidden="true" />
      ) : (
        <ChannelIcon channel={identity.channel ?? 'chat'} size={16} />
      )}
      <span className="cut" title={identity.kind === 'external' ? identity.value : undefined}>
        {identity.kind === 'phone' ? (
          <PhoneNumber number={identity.value} shown={shown} ticketId={ticketId} />
        ) : identity.kind === 'email' ? (
          <a href={`mailto:${identity.value}`}>{shown}</a>
        ) : (
          shown
        )}
      </span>
      {mark && <span className={`${classes.right} ${mark.tone}`}>{mark.words}</span>}
    </div>
  );
}
