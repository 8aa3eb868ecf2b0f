import { Button, Menu } from '@mantine/core';
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, Route, Routes } from 'react-router';
import { channels } from '../../../api/channels.api';
import { ChannelIcon } from '../../../ui/channel-icon';
import { INBOXES, useChannels } from '../../queue/lookups.queries';
import { Answer, Body, List } from '../parts';
import classes from '../settings.module.css';
import { InboxPage } from './inbox-page';
import { InboxState } from './inbox-state';
import { NewInbox } from './new-inbox';

export function Channels() {
  return (
    <Routes>
      <Route index element={<InboxList />} />
      <Route path=":id" element={<InboxPage />} />
    </Routes>
  );
}

function InboxList() {
  const { t } = useTranslation();
  const kinds = useChannels();
  const inboxes = useQuery({ queryKey: INBOXES, queryFn: channels.inboxes });
  const [making, setMaking] = useState<string | null>(null);
  return (
    <Body
      title={t('settings.sections.channels')}
      intro={t('channelForm.intro')}
      actions={
        <Menu position="bottom-end">
          <Menu.Target>
            <Button rightSection={<IconChevronDown size={14} />}>{t('channelForm.connect')}</Button>
          </Menu.Target>
          <Menu.Dropdown>
            {kinds.data?.map((channel) => (
              <Menu.Item
                key={channel.kind}
                leftSection={<ChannelIcon channel={channel.kind} size={16} />}
                onClick={() => setMaking(channel.kind)}
              >
                {t(`channels.${channel.kind}`, { defaultValue: channel.name })}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      }
    >
      <Answer of={inboxes}>
        {(items) => (
          <List empty={t('channelForm.none')}>
            {items.map((inbox) => (
              <Link key={inbox.id} to={`/settings/channels/${inbox.id}`} className={classes.row}>
                <ChannelIcon channel={inbox.channel} size={20} />
                <div className="grow">
                  <div className="cut">
                    <b>{inbox.name}</b>
                  </div>
                  <div className={`cut ${classes.small}`}>
                    {[t(`channels.${inbox.channel}`, { defaultValue: inbox.channel }), inbox.address, inbox.problem]
                      .filter(Boolean)
                      .join(' · ')}
                  </div>
                </div>
                <InboxState state={inbox.state} />
                <IconChevronRight size={16} stroke={1.75} aria-hidden="true" />
              </Link>
            ))}
          </List>
        )}
      </Answer>
      {making && <NewInbox kind={making} onClose={() => setMaking(null)} />}
    </Body>
  );
}
