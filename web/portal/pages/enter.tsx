import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { useProblemWords } from '../parts/states';
import { portal } from '../portal.api';
import { Door } from './sign-in';

/**
 * Behind the link of a mail. It works once, so that it waits for a press: programs that look into mails open every link,
 * and none of them presses.
 */
export function Enter() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const client = useQueryClient();
  const words = useProblemWords();
  const [token] = useState(() => location.hash.slice(1));
  const enter = useMutation({
    mutationFn: () => portal.enterByLink(token),
    onSuccess: async () => {
      await client.resetQueries({ queryKey: ['me'] });
      await navigate('/', { replace: true });
    },
  });
  if (!token || enter.error) {
    return (
      <Door title={t('linkGone')}>
        <p className="mid">{enter.error ? words(enter.error) : t('errors.invalid_token')}</p>
        <Button component={Link} to="/">
          {t('newLink')}
        </Button>
      </Door>
    );
  }
  return (
    <Door title={t('welcome')}>
      <p className="mid">{t('enterHint')}</p>
      <Button size="md" loading={enter.isPending || enter.isSuccess} onClick={() => enter.mutate()}>
        {t('enter')}
      </Button>
    </Door>
  );
}
