import { Button } from '@mantine/core';
import { IconDeviceDesktop, IconDeviceMobile } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { identity } from '../../../api/identity.api';
import { TagMark } from '../../../ui/tag-mark';
import { useNow, useReader } from '../../time/reader';
import { shortTime } from '../../time/time';
import { Answer, List, Part, Row } from '../parts';
import { browserOf } from './browser.rules';

export function Sessions() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const reader = useReader();
  const now = useNow();
  const sessions = useQuery({ queryKey: ['sessions'], queryFn: identity.sessions });
  const end = useMutation({
    mutationFn: identity.endSession,
    onSettled: () => client.invalidateQueries({ queryKey: ['sessions'] }),
  });
  return (
    <Part title={t('security.sessions')} intro={t('security.sessionsHint')}>
      <Answer of={sessions}>
        {(items) => (
          <List>
            {items.map((session) => {
              const Shape = /Mobile|iPhone|Android/.test(session.userAgent ?? '')
                ? IconDeviceMobile
                : IconDeviceDesktop;
              return (
                <Row
                  key={session.id}
                  icon={<Shape size={20} stroke={1.6} aria-hidden="true" />}
                  title={browserOf(session.userAgent ?? '') || t('security.unknownDevice')}
                  detail={[session.ip, t('security.seen', { at: shortTime(session.lastSeenAt, now, reader) })]
                    .filter(Boolean)
                    .join(' · ')}
                >
                  {session.current ? (
                    <TagMark tone="ok">{t('security.thisOne')}</TagMark>
                  ) : (
                    <Button variant="default" size="xs" onClick={() => end.mutate(session.id)}>
                      {t('security.endSession')}
                    </Button>
                  )}
                </Row>
              );
            })}
          </List>
        )}
      </Answer>
    </Part>
  );
}
