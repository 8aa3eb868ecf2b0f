import { Button, Modal } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { TFunction } from 'i18next';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { dispatch } from '../../api/dispatch.api';
import { say } from '../feedback/notify';
import { Answer, List, Row } from '../settings/parts';
import { useNow, useReader } from '../time/reader';
import { shortTime } from '../time/time';
import { SERIES } from './dispatch.queries';
import { ruleWords } from './repeat.rules';

export const seriesWords = (rule: string, t: TFunction): string => {
  const words = ruleWords(rule);
  return words.key === 'own' ? words.rule : t(`dispatch.repeat.each.${words.key}`, { count: words.count });
};

/** What comes back by itself, and its end. What is made stays. */
export function SeriesDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const now = useNow();
  const reader = useReader();
  const client = useQueryClient();
  const series = useQuery({ queryKey: SERIES, queryFn: dispatch.series });
  const [asked, setAsked] = useState<string | null>(null);
  const end = useMutation({
    mutationFn: (id: string) => dispatch.endSeries(id),
    onSuccess: async () => {
      say(t('dispatch.repeat.ended'));
      await client.invalidateQueries({ queryKey: SERIES });
    },
  });
  return (
    <Modal opened onClose={onClose} title={t('dispatch.repeat.list')} size="lg">
      <Answer of={series}>
        {(items) => (
          <List empty={t('dispatch.repeat.none')}>
            {items.map(({ id, rrule, next, ticket }) => (
              <Row
                key={id}
                title={
                  <Link className="link" to={`/tickets/${ticket.number}`}>
                    #{ticket.number} {ticket.subject}
                  </Link>
                }
                detail={[seriesWords(rrule, t), ...next.slice(0, 3).map((at) => shortTime(at, now, reader))].join(
                  ' · ',
                )}
              >
                {asked === id ? (
                  <Button size="xs" color="red" loading={end.isPending} onClick={() => end.mutate(id)}>
                    {t('dispatch.repeat.endNow')}
                  </Button>
                ) : (
                  <Button size="xs" variant="default" onClick={() => setAsked(id)}>
                    {t('dispatch.repeat.end')}
                  </Button>
                )}
              </Row>
            ))}
          </List>
        )}
      </Answer>
    </Modal>
  );
}
