import { TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { tickets } from '../../api/tickets.api';
import type { Ticket, TicketRow } from '../../api/tickets.types';
import classes from './finder.module.css';
import { statusName } from './status-name';

/** Find another ticket by number or words; the customer's own stand there before anything is typed. */
export function TicketFinder({
  ticket,
  picked,
  onPick,
}: {
  ticket: Ticket;
  picked: TicketRow | null;
  onPick: (row: TicketRow) => void;
}) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const [asked] = useDebouncedValue(typed.trim(), 150);
  const found = useQuery({
    queryKey: ['ticket-finder', asked, ticket.contact.id],
    queryFn: async ({ signal }) =>
      asked
        ? (await tickets.search(asked, 'tickets', signal)).tickets
        : (await tickets.list({ contact: ticket.contact.id, sort: 'updated', limit: '10' }, signal)).items,
    placeholderData: keepPreviousData,
  });
  const rows = (found.data ?? []).filter((row) => row.id !== ticket.id).slice(0, 8);
  return (
    <>
      <TextInput
        data-autofocus
        aria-label={t('ticket.findTicket')}
        placeholder={t('ticket.findTicket')}
        leftSection={<IconSearch size={16} stroke={1.75} />}
        value={typed}
        onChange={(e) => setTyped(e.currentTarget.value)}
      />
      <div className={classes.list} role="radiogroup" aria-label={t('queue.tickets')}>
        {rows.map((row) => (
          <button
            key={row.id}
            type="button"
            role="radio"
            aria-checked={picked?.id === row.id}
            className={classes.option}
            onClick={() => onPick(row)}
          >
            <span className="cut">
              <span className="dim">#{row.number}</span> {row.subject}
            </span>
            <span className="cut dim">
              {row.contact.name}
              {row.status && ` · ${statusName(row.status, t)}`}
            </span>
          </button>
        ))}
        {found.isSuccess && rows.length === 0 && <p className={classes.none}>{t('ticket.noTicketFound')}</p>}
      </div>
    </>
  );
}
