import { ActionIcon, Menu } from '@mantine/core';
import { IconDots, IconTrash } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { broadcasts } from '../../api/broadcasts.api';
import type { Broadcast } from '../../api/broadcasts.types';
import { offerUndo, sayProblem } from '../feedback/notify';
import { draftOf } from './draft.rules';

/** Throwing a draft away can be taken back: it is written down anew. */
export function RowMenu({ broadcast }: { broadcast: Broadcast }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const navigate = useNavigate();
  const remove = useMutation({
    mutationFn: () => broadcasts.remove(broadcast.id),
    onSuccess: () => {
      void navigate('/broadcasts');
      void client.invalidateQueries({ queryKey: ['broadcasts', 'list'] });
      offerUndo(t('broadcasts.thrownAway', { name: broadcast.name }), async () => {
        await broadcasts.create(draftOf(broadcast));
        await client.invalidateQueries({ queryKey: ['broadcasts', 'list'] });
      });
    },
    onError: sayProblem,
  });
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon aria-label={t('broadcasts.actions')}>
          <IconDots size={18} stroke={1.6} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconTrash size={16} />} color="red" onClick={() => remove.mutate()}>
          {t('common.delete')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
