import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { assignment, type Offer } from '../../api/assignment.api';
import { usePhone } from '../phone/phone.queries';
import { useLiveEvent } from '../live/live';
import classes from './offer-cards.module.css';

const OFFERS = ['me', 'offers'] as const;

/** What is offered to this person now: a card that runs out. The server decides who was first. */
export function OfferCards() {
  const client = useQueryClient();
  const { data } = useQuery({ queryKey: OFFERS, queryFn: assignment.offers, staleTime: Infinity });
  // A call that rings has a card of its own.
  const ringing = new Set((usePhone()?.ringing ?? []).map((call) => call.ticket?.id));
  const change = (how: (offers: Offer[]) => Offer[]) =>
    client.setQueryData<Offer[]>(OFFERS, (offers = []) => how(offers));
  const gone = (id: string) => change((offers) => offers.filter((one) => one.id !== id));
  useLiveEvent('offer', (offer) => change((offers) => [...offers.filter(({ id }) => id !== offer.id), offer]));
  useLiveEvent('offer-ended', ({ id }) => gone(id));
  return (
    <div className={classes.cards} role="status" aria-live="assertive">
      {(data ?? [])
        .filter(({ ticket }) => !ringing.has(ticket.id))
        .map((offer) => (
          <OfferCard key={offer.id} offer={offer} onGone={() => gone(offer.id)} />
        ))}
    </div>
  );
}

function OfferCard({ offer, onGone }: { offer: Offer; onGone: () => void }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { ticket } = offer;
  const left = useSecondsLeft(offer, onGone);
  const whole = Math.max(1, (Date.parse(offer.expiresAt) - Date.parse(offer.offeredAt)) / 1000);
  const accept = useMutation({
    mutationFn: () => assignment.accept(offer.id),
    onSuccess: () => void navigate(`/tickets/${ticket.number}`),
    onSettled: onGone,
  });
  const decline = useMutation({ mutationFn: () => assignment.decline(offer.id), onSettled: onGone });
  return (
    <section className={classes.card} aria-label={t('offers.title')} data-testid="offer">
      <div className={classes.head}>
        <span className={classes.kicker}>{t('offers.title')}</span>
        <span className={classes.left} aria-hidden="true">
          {t('offers.left', { count: left })}
        </span>
      </div>
      <div className={classes.subject}>
        <span className="dim">#{ticket.number}</span> {ticket.subject}
      </div>
      <div className={`cut ${classes.from}`}>
        {t('offers.from', {
          contact: ticket.company?.name ? `${ticket.contact.name} · ${ticket.company.name}` : ticket.contact.name,
          team: ticket.team?.name ?? '',
        })}
      </div>
      <div className={classes.acts}>
        <Button variant="default" loading={decline.isPending} onClick={() => decline.mutate()}>
          {t('offers.decline')}
        </Button>
        <Button loading={accept.isPending} onClick={() => accept.mutate()}>
          {t('offers.accept')}
        </Button>
      </div>
      <span
        className={classes.bar}
        data-late={left <= 5 || undefined}
        style={{ transform: `scaleX(${Math.min(1, left / whole)})` }}
        aria-hidden="true"
      />
    </section>
  );
}

function useSecondsLeft({ expiresAt }: Offer, onOver: () => void): number {
  const until = Date.parse(expiresAt);
  const [left, setLeft] = useState(() => secondsTo(until));
  useEffect(() => {
    const timer = setInterval(() => {
      setLeft(secondsTo(until));
      if (secondsTo(until) === 0) onOver();
    }, 500);
    return () => clearInterval(timer);
    // The card is one offer's for as long as it stands.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [until]);
  return left;
}

const secondsTo = (until: number): number => Math.max(0, Math.ceil((until - Date.now()) / 1000));
