import { Switch } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'react-router';
import { notifications, type NotificationChoice } from '../../api/notifications.api';
import { Answer, List, Part, Row } from '../settings/parts';
import { RingChoices } from './ring-choices';

const CHOICES = ['notification-choices'] as const;

/** What also comes by mail. Each switch holds at once. */
export function NotificationChoices() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const { hash } = useLocation();
  const place = useRef<HTMLDivElement>(null);
  const choices = useQuery({ queryKey: CHOICES, queryFn: notifications.choices });
  const put = ({ kind, mail }: NotificationChoice) =>
    client.setQueryData<NotificationChoice[]>(CHOICES, (before) =>
      before?.map((one) => (one.kind === kind ? { kind, mail } : one)),
    );
  const choose = useMutation({
    mutationFn: ({ kind, mail }: NotificationChoice) => notifications.choose(kind, mail),
    onMutate: put,
    onError: () => client.invalidateQueries({ queryKey: CHOICES }),
  });
  const known = choices.isSuccess;
  useEffect(() => {
    if (known && hash === '#notifications') place.current?.scrollIntoView({ block: 'start' });
  }, [known, hash]);
  return (
    <div ref={place} style={{ marginTop: 40, maxWidth: 560 }}>
      <Part title={t('notifications.title')} intro={t('notifications.choicesIntro')}>
        <Answer of={choices}>
          {(items) => (
            <List>
              {items.map(({ kind, mail }) => (
                <Row
                  key={kind}
                  title={t(`notifications.kinds.${kind}.name`)}
                  detail={t(`notifications.kinds.${kind}.about`)}
                >
                  <Switch
                    label={t('notifications.byMail')}
                    aria-label={`${t(`notifications.kinds.${kind}.name`)}: ${t('notifications.byMail')}`}
                    checked={mail}
                    onChange={(event) => choose.mutate({ kind, mail: event.currentTarget.checked })}
                  />
                </Row>
              ))}
            </List>
          )}
        </Answer>
      </Part>
      <RingChoices />
    </div>
  );
}
