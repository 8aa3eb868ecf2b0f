import { ActionIcon } from '@mantine/core';
import { IconAlertTriangle, IconSpeakerphone, IconX } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { portal } from '../portal.api';

const NOTICES = ['notices'];

/** What the company tells its customers; each puts it away for themselves. */
export function Notices() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const notices = useQuery({ queryKey: NOTICES, queryFn: portal.notices, staleTime: 60_000 });
  const dismiss = useMutation({
    mutationFn: portal.dismissNotice,
    onSettled: () => client.invalidateQueries({ queryKey: NOTICES }),
  });
  const shown = (notices.data?.items ?? []).filter(({ id }) => id !== dismiss.variables);
  if (shown.length === 0) return null;
  return (
    <section className="notices" aria-label={t('notices.title')}>
      {shown.map(({ id, title, text, weight }) => (
        <article key={id} className="card notice" data-weight={weight}>
          {weight === 'warning' ? (
            <IconAlertTriangle size={20} stroke={1.6} aria-hidden />
          ) : (
            <IconSpeakerphone size={20} stroke={1.6} aria-hidden />
          )}
          <div className="grow">
            <h2>{title}</h2>
            <p className="mid">{text}</p>
          </div>
          <ActionIcon size={36} aria-label={t('notices.dismiss', { title })} onClick={() => dismiss.mutate(id)}>
            <IconX size={16} />
          </ActionIcon>
        </article>
      ))}
    </section>
  );
}
