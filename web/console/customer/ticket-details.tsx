import { Select, TagsInput } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { customers } from '../../api/customers.api';
import { tickets } from '../../api/tickets.api';
import type { Ticket } from '../../api/tickets.types';
import { PersonMark } from '../../ui/person-mark';
import { useTags, useTeams } from '../queue/lookups.queries';
import { useCan } from '../session/session';
import { useChangeTicket } from '../ticket/change-ticket';
import { TICKET } from '../ticket/ticket.queries';
import classes from './customer-panel.module.css';
import { CustomFieldInput } from './custom-field-input';

const TYPES = ['question', 'incident', 'problem', 'task'];

/** What the header has no room for: team, type, tags, own fields, followers, links. */
export function TicketDetails({ ticket }: { ticket: Ticket }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const mayWrite = useCan()('tickets:write');
  const change = useChangeTicket(ticket);
  const teams = useTeams();
  const tags = useTags();
  const fields = useQuery({ queryKey: ['custom-fields'], queryFn: customers.customFields, staleTime: 5 * 60_000 });
  const unlink = useMutation({
    mutationFn: (linkId: string) => tickets.unlink(ticket.id, linkId),
    onSuccess: () => client.invalidateQueries({ queryKey: TICKET }),
  });
  const places = usePlaces(ticket);
  const types = TYPES.includes(ticket.type) ? TYPES : [...TYPES, ticket.type];
  return (
    <section className={classes.section}>
      <h3>{t('ticket.ticket')}</h3>
      <label className={classes.field}>
        <span>{t('ticket.team')}</span>
        <Select
          variant="unstyled"
          aria-label={t('ticket.team')}
          placeholder={t('ticket.noTeam')}
          readOnly={!mayWrite}
          clearable={mayWrite}
          data={(teams.data ?? []).map((team) => ({ value: team.id, label: team.name }))}
          value={ticket.team?.id ?? null}
          onChange={(teamId) => void change({ teamId })}
        />
      </label>
      {places.length > 0 && (
        <label className={classes.field}>
          <span>{t('ticket.place')}</span>
          <Select
            variant="unstyled"
            aria-label={t('ticket.place')}
            placeholder={t('ticket.noPlace')}
            readOnly={!mayWrite}
            clearable={mayWrite}
            data={places.map(({ id, name }) => ({ value: id, label: name }))}
            value={ticket.site?.id ?? null}
            onChange={(siteId) => void change({ siteId })}
          />
        </label>
      )}
      <label className={classes.field}>
        <span>{t('ticket.type')}</span>
        <Select
          variant="unstyled"
          aria-label={t('ticket.type')}
          readOnly={!mayWrite}
          allowDeselect={false}
          data={types.map((value) => ({ value, label: t(`ticket.types.${value}`, { defaultValue: value }) }))}
          value={ticket.type}
          onChange={(type) => type && void change({ type })}
        />
      </label>
      <div className={classes.field}>
        <span>{t('ticket.tags')}</span>
        <TagsInput
          variant="unstyled"
          aria-label={t('ticket.tags')}
          placeholder={ticket.tags.length ? undefined : t('ticket.noTags')}
          readOnly={!mayWrite}
          data={tags.data ?? []}
          value={ticket.tags}
          onChange={(chosen) => void change({ tags: chosen })}
        />
      </div>
      {(fields.data ?? [])
        .filter((field) => field.target === 'ticket')
        .map((field) => (
          <div key={field.id} className={classes.field}>
            <span className="cut">{field.label}</span>
            <CustomFieldInput
              field={field}
              value={ticket.fields[field.key]}
              readOnly={!mayWrite}
              onChange={(value) => void change({ fields: { ...ticket.fields, [field.key]: value } })}
            />
          </div>
        ))}
      {ticket.followers && ticket.followers.length > 0 && (
        <div className={classes.field}>
          <span>{t('ticket.followers')}</span>
          <span className={classes.chips}>
            {ticket.followers.map((user) => (
              <PersonMark key={user.id} name={user.name} side="us" size={24} />
            ))}
          </span>
        </div>
      )}
      {ticket.links.map((link) => (
        <div key={link.id} className={classes.line}>
          <span className="dim">{t(`ticket.linkKinds.${link.kind}`)}</span>
          <Link className="cut link" to={`/tickets/${link.ticket.number}`}>
            #{link.ticket.number} {link.ticket.subject}
          </Link>
          {mayWrite && (
            <button
              type="button"
              className={classes.go}
              style={{ border: 0, background: 'none', cursor: 'pointer', padding: 4 }}
              aria-label={t('ticket.unlink', { number: link.ticket.number })}
              onClick={() => unlink.mutate(link.id)}
            >
              <IconX size={12} aria-hidden="true" />
            </button>
          )}
        </div>
      ))}
    </section>
  );
}

/** Those of the ticket's company; one that is no longer there is shown while the ticket names it. */
function usePlaces({ company, site }: Ticket): { id: string; name: string }[] {
  const sites = useQuery({
    queryKey: ['sites', company?.id],
    queryFn: () => customers.sites(company!.id),
    enabled: Boolean(company),
  });
  const known = sites.data ?? [];
  return site && !known.some(({ id }) => id === site.id) ? [site, ...known] : known;
}
