import { ActionIcon, Menu } from '@mantine/core';
import { IconDots, IconTrash } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { posts } from '../../api/posts.api';
import type { Post } from '../../api/posts.types';
import { offerUndo, sayProblem } from '../feedback/notify';

/** Throwing a draft away can be taken back: it is written down anew, with its picture. */
export function PostMenu({ post }: { post: Post }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const navigate = useNavigate();
  const remove = useMutation({
    mutationFn: () => posts.remove(post.id),
    onSuccess: () => {
      void navigate('/posts');
      void client.invalidateQueries({ queryKey: ['posts', 'list'] });
      const { text, link, picture, targets, plannedAt, zone } = post;
      const inboxIds = targets.map(({ inbox }) => inbox.id);
      offerUndo(t('posts.thrownAway'), async () => {
        await posts.create({ text, link, pictureId: picture?.id ?? null, inboxIds, plannedAt, zone });
        await client.invalidateQueries({ queryKey: ['posts', 'list'] });
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
