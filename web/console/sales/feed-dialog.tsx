import { Button, Group, Modal } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { sales } from '../../api/sales.api';
import { sayProblem } from '../feedback/notify';
import { CopyLine } from '../settings/copy-line';

/** One's own activities in another calendar, by a link that is told once. */
export function FeedDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const key = ['calendar-feed'];
  const feed = useQuery({ queryKey: key, queryFn: sales.feed });
  const [url, setUrl] = useState<string | null>(null);
  const run = (work: () => Promise<{ url: string | null } | void>) =>
    work()
      .then((made) => {
        setUrl(made?.url ?? null);
        return client.invalidateQueries({ queryKey: key });
      })
      .catch(sayProblem);
  return (
    <Modal opened onClose={onClose} title={t('sales.feed')}>
      <p className="mid">{t('sales.feedIntro')}</p>
      {url && (
        <div style={{ margin: '12px 0' }}>
          <CopyLine label={t('sales.feedLink')} text={url} />
          <p className="mid">{t('sales.feedOnce')}</p>
        </div>
      )}
      <Group justify="flex-end" gap={8} mt={16}>
        {feed.data?.exists && (
          <Button variant="default" color="red" onClick={() => void run(sales.removeFeed)}>
            {t('sales.feedRemove')}
          </Button>
        )}
        <Button onClick={() => void run(sales.makeFeed)}>
          {t(feed.data?.exists ? 'sales.feedRenew' : 'sales.feedMake')}
        </Button>
      </Group>
    </Modal>
  );
}
