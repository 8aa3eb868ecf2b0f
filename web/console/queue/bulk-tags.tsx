import { ActionIcon, Menu, TextInput } from '@mantine/core';
import { IconPlus, IconTag, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TicketRow } from '../../api/tickets.types';
import { useTags } from './lookups.queries';
import { tagChoices } from './tag-choices.rules';

interface Props {
  rows: TicketRow[];
  onAdd: (tag: string) => void;
  onRemove: (tag: string) => void;
}

/** Tags to give to the ticked tickets, and those that some of them have, to take away. */
export function BulkTags({ rows, onAdd, onRemove }: Props) {
  const { t } = useTranslation();
  const tags = useTags();
  const [typed, setTyped] = useState('');
  const { toAdd, toRemove } = tagChoices(tags.data ?? [], rows, typed);
  return (
    <Menu width={260} onClose={() => setTyped('')}>
      <Menu.Target>
        <ActionIcon size={28} aria-label={t('ticket.tags')} title={t('ticket.tags')}>
          <IconTag size={16} stroke={1.75} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <TextInput
          aria-label={t('queue.findTag')}
          placeholder={t('queue.findTag')}
          maxLength={60}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          data-autofocus
          mb={4}
        />
        <div style={{ maxHeight: 320, overflow: 'auto' }}>
          {toRemove.length > 0 && <Menu.Label>{t('queue.removeTag')}</Menu.Label>}
          {toRemove.map(({ tag, count }) => (
            <Menu.Item
              key={tag}
              aria-label={t('queue.removeTagNamed', { tag, count })}
              leftSection={<IconX size={14} stroke={1.75} />}
              rightSection={<span className="dim">{count}</span>}
              onClick={() => onRemove(tag)}
            >
              {tag}
            </Menu.Item>
          ))}
          {toAdd.length > 0 && <Menu.Label>{t('queue.addTag')}</Menu.Label>}
          {toAdd.map((tag) => (
            <Menu.Item
              key={tag}
              aria-label={t('queue.addTagNamed', { tag })}
              leftSection={<IconPlus size={14} stroke={1.75} />}
              onClick={() => onAdd(tag)}
            >
              {tag}
            </Menu.Item>
          ))}
          {toAdd.length + toRemove.length === 0 && <Menu.Item disabled>{t('queue.noTag')}</Menu.Item>}
        </div>
      </Menu.Dropdown>
    </Menu>
  );
}
