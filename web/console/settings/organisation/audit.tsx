import { Button, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconShieldCheck, IconShieldX } from '@tabler/icons-react';
import { useInfiniteQuery, useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { identity } from '../../../api/identity.api';
import { ProblemState } from '../../feedback/problem-state';
import { useNow, useReader } from '../../time/reader';
import { fullTime, shortTime } from '../../time/time';
import { Body, List, Row } from '../parts';
import classes from '../settings.module.css';

export function Audit() {
  const { t } = useTranslation();
  const reader = useReader();
  const now = useNow();
  const [typed, setTyped] = useState('');
  const [action] = useDebouncedValue(typed.trim(), 300);
  const log = useInfiniteQuery({
    queryKey: ['audit', action],
    queryFn: ({ pageParam }) => identity.audit({ action: action || undefined, limit: '50', cursor: pageParam }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });
  const verify = useMutation({ mutationFn: identity.verifyAudit });
  const entries = log.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Body
      title={t('settings.sections.audit')}
      intro={t('audit.intro')}
      actions={
        <Button variant="default" loading={verify.isPending} onClick={() => verify.mutate()}>
          {t('audit.verify')}
        </Button>
      }
    >
      {verify.data && (
        <p
          role="status"
          className={verify.data.ok ? 'ok' : 'bad'}
          style={{ display: 'flex', gap: 8, alignItems: 'center', marginBottom: 16 }}
        >
          {verify.data.ok ? (
            <IconShieldCheck size={16} aria-hidden="true" />
          ) : (
            <IconShieldX size={16} aria-hidden="true" />
          )}
          {t(verify.data.ok ? 'audit.sound' : 'audit.broken', { count: verify.data.checked ?? 0 })}
        </p>
      )}
      <div className={classes.filters}>
        <TextInput
          aria-label={t('audit.action')}
          placeholder={t('audit.action')}
          value={typed}
          onChange={(e) => setTyped(e.currentTarget.value)}
        />
      </div>
      {log.error ? (
        <ProblemState error={log.error} onRetry={() => void log.refetch()} />
      ) : (
        <List empty={log.isSuccess ? t('audit.none') : ''}>
          {entries.map((entry) => (
            <Row
              key={entry.id}
              title={
                <>
                  <b>{entry.actor?.name ?? t('audit.system')}</b> {entry.action}
                  {entry.target && <span className="mid"> · {entry.target.name ?? entry.target.id}</span>}
                </>
              }
              detail={entry.ip ?? undefined}
            >
              <time className="dim" dateTime={entry.at} title={fullTime(entry.at, reader)}>
                {shortTime(entry.at, now, reader)}
              </time>
            </Row>
          ))}
        </List>
      )}
      {log.hasNextPage && (
        <Button variant="subtle" mt={12} loading={log.isFetchingNextPage} onClick={() => void log.fetchNextPage()}>
          {t('common.more')}
        </Button>
      )}
    </Body>
  );
}
