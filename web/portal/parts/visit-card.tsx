import { Button, Modal, Textarea } from '@mantine/core';
import { IconCalendar, IconCheck, IconMapPin, IconTruck, IconX } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { clockTime, dayKey } from '../../console/time/time';
import { useNow, useReader } from '../me';
import { portal, type Visit, type VisitAnswer } from '../portal.api';
import { Initials } from './marks';
import { useProblemWords } from './states';

const icon = { size: 16, stroke: 1.6, 'aria-hidden': true } as const;

/** Where whoever comes is by now. */
const PRESENCE: Partial<Record<Visit['state'], string>> = {
  en_route: 'isOnTheWay',
  on_site: 'isThere',
  paused: 'isThere',
  done: 'wasThere',
  could_not: 'wasThere',
};

/** When it is, in the zone of the place: there the door opens. */
export function useWhen(): (visit: Pick<Visit, 'from' | 'until' | 'timezone'>) => string {
  const { t } = useTranslation();
  const here = useReader();
  const now = useNow(60_000);
  return ({ from, until, timezone }) => {
    if (!from) return t('noTimeYet');
    const reader = { ...here, timeZone: timezone };
    const isToday = dayKey(from, reader) === dayKey(now, reader);
    const day = isToday
      ? t('today')
      : new Intl.DateTimeFormat(reader.language, {
          weekday: 'short',
          day: 'numeric',
          month: 'short',
          timeZone: timezone,
        }).format(new Date(from));
    return `${day}, ${clockTime(from, reader)}${until ? `–${clockTime(until, reader)}` : ''}`;
  };
}

export function VisitFacts({ visit }: { visit: Visit }) {
  const { t } = useTranslation();
  const when = useWhen();
  const isUnderWay = visit.state === 'en_route' || visit.state === 'on_site' || visit.state === 'paused';
  return (
    <>
      <div className="vhead">
        <div className="when">{when(visit)}</div>
        <span className={isUnderWay ? 'st live' : visit.state === 'confirmed' ? 'st ok' : 'st mid'}>
          {isUnderWay ? (
            <IconTruck {...icon} />
          ) : visit.state === 'confirmed' ? (
            <IconCheck {...icon} />
          ) : (
            <IconCalendar {...icon} />
          )}
          {t(`visitState.${visit.state}`)}
        </span>
      </div>
      <div className="mid sm">
        {t(`visitKind.${visit.kind}`)}
        {visit.ticket && (
          <>
            {' · '}
            <Link className="link" to={`/tickets/${visit.ticket.number}`}>
              #{visit.ticket.number} {visit.ticket.subject}
            </Link>
          </>
        )}
      </div>
      {(visit.site ?? visit.place) && (
        <div className="mid sm place">
          <IconMapPin size={14} stroke={1.6} aria-hidden />
          {[visit.site, visit.place].filter(Boolean).join(', ')}
        </div>
      )}
      {visit.technicians.length > 0 && (
        <div className="tech">
          <Initials name={visit.technicians[0]!} size={32} />
          <div>
            <b>{visit.technicians.join(', ')}</b>
            <div className="sm mid">{t(PRESENCE[visit.state] ?? 'comesToYou')}</div>
          </div>
        </div>
      )}
    </>
  );
}

/** A visit, and everything that can be answered about it now. */
export function VisitCard({ visit }: { visit: Visit }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const when = useWhen();
  const words = useProblemWords();
  const [asking, setAsking] = useState<'move' | 'cancel' | null>(null);
  const [text, setText] = useState('');
  const answer = useMutation({
    mutationFn: (body: VisitAnswer) => portal.answer(visit.id, body),
    onSuccess: () => setAsking(null),
    onSettled: () => client.invalidateQueries(),
  });
  const may = (action: Visit['actions'][number]) => visit.actions.includes(action);
  return (
    <div className="vis">
      <VisitFacts visit={visit} />
      {visit.offers.length > 0 && may('choose') && (
        <div className="offers">
          <p className="sm mid">{t('chooseTime')}</p>
          {visit.offers.map((offer) => (
            <Button
              key={offer.id}
              variant="default"
              loading={answer.isPending && answer.variables.offerId === offer.id}
              onClick={() => answer.mutate({ action: 'choose', offerId: offer.id })}
            >
              {when({ ...offer, timezone: visit.timezone })}
            </Button>
          ))}
        </div>
      )}
      {answer.error && (
        <p className="bad sm" role="alert">
          {words(answer.error)}
        </p>
      )}
      <div className="acts">
        {may('confirm') && (
          <Button
            leftSection={<IconCheck {...icon} />}
            loading={answer.isPending && answer.variables.action === 'confirm'}
            onClick={() => answer.mutate({ action: 'confirm' })}
          >
            {t('confirm')}
          </Button>
        )}
        {may('move') && (
          <Button variant="default" leftSection={<IconCalendar {...icon} />} onClick={() => setAsking('move')}>
            {t('move')}
          </Button>
        )}
        {may('cancel') && (
          <Button variant="subtle" color="red" leftSection={<IconX {...icon} />} onClick={() => setAsking('cancel')}>
            {t('cancelVisit')}
          </Button>
        )}
        {may('rate') && !visit.rating && <Stars onRate={(rating) => answer.mutate({ action: 'rate', rating })} />}
        {visit.rating && <span className="sm mid">{t('rated', { stars: '★'.repeat(visit.rating) })}</span>}
      </div>
      <Modal
        opened={asking !== null}
        onClose={() => setAsking(null)}
        title={t(asking === 'cancel' ? 'cancelTitle' : 'moveTitle')}
        closeButtonProps={{ 'aria-label': t('close') }}
      >
        <Textarea
          label={t(asking === 'cancel' ? 'whyCancel' : 'whatSuits')}
          autosize
          minRows={3}
          maxLength={1000}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          data-autofocus
        />
        <div className="dialogacts">
          <Button variant="default" onClick={() => setAsking(null)}>
            {t('back')}
          </Button>
          <Button
            color={asking === 'cancel' ? 'red' : undefined}
            disabled={asking === 'move' && !text.trim()}
            loading={answer.isPending}
            onClick={() => answer.mutate({ action: asking!, text: text.trim() || undefined })}
          >
            {t(asking === 'cancel' ? 'cancelVisit' : 'askToMove')}
          </Button>
        </div>
      </Modal>
    </div>
  );
}

function Stars({ onRate }: { onRate: (rating: number) => void }) {
  const { t } = useTranslation();
  return (
    <div className="stars" role="group" aria-label={t('howWasIt')}>
      <span className="sm mid">{t('howWasIt')}</span>
      {[1, 2, 3, 4, 5].map((n) => (
        <button key={n} type="button" onClick={() => onRate(n)} aria-label={t('nStars', { count: n })}>
          ★
        </button>
      ))}
    </div>
  );
}
