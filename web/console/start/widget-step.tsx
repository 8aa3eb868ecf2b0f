import { Anchor, Button } from '@mantine/core';
import { IconExternalLink } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { channels } from '../../api/channels.api';
import type { Inbox } from '../../api/channels.types';
import { INBOXES } from '../queue/lookups.queries';
import { scriptTag, tryPage } from '../settings/channels/widget-tag';
import { CopyLine } from '../settings/copy-line';
import classes from './start-page.module.css';

export function WidgetStep({ inbox }: { inbox: Inbox | undefined }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const make = useMutation({
    mutationFn: () => channels.createInbox({ channel: 'chat', name: t('start.widgetName') }),
    onSuccess: () => client.invalidateQueries({ queryKey: INBOXES }),
  });
  if (!inbox?.publicKey) {
    return (
      <Button variant="default" loading={make.isPending} onClick={() => make.mutate()}>
        {t('start.makeWidget')}
      </Button>
    );
  }
  return (
    <>
      <CopyLine text={scriptTag(inbox.publicKey)} label={t('start.scriptTag')} />
      <div className={classes.foot}>
        <Anchor href={tryPage(inbox.publicKey)} target="_blank" rel="noopener" fz="var(--text-md)">
          {t('channelForm.tryWidget')} <IconExternalLink size={14} style={{ verticalAlign: -2 }} aria-hidden="true" />
        </Anchor>
        <Anchor component={Link} to={`/settings/channels/${inbox.id}`} fz="var(--text-md)">
          {t('start.widgetSettings')}
        </Anchor>
      </div>
    </>
  );
}
