import { ActionIcon, Menu } from '@mantine/core';
import { IconArchive, IconArchiveOff, IconDots, IconTrash } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { knowledge } from '../../api/knowledge.api';
import type { Article } from '../../api/knowledge.types';
import { offerUndo, sayProblem } from '../feedback/notify';
import { useCan } from '../session/session';

export function ArticleMenu({
  article,
  onMove,
  onGone,
}: {
  article: Article;
  onMove: (what: 'archive' | 'reopen') => void;
  onGone: () => void;
}) {
  const { t } = useTranslation();
  const can = useCan();
  const client = useQueryClient();
  const again = () => client.invalidateQueries({ queryKey: ['knowledge', 'list'] });
  const remove = useMutation({
    mutationFn: () => knowledge.remove(article.id),
    onSuccess: () => {
      onGone();
      void again();
      offerUndo(t('knowledge.thrownAway'), async () => {
        const [first, ...rest] = article.translations;
        const { categoryId, audience, packages, tags, reviewBy } = article;
        const traits = { categoryId, audience, packageIds: packages.map(({ id }) => id), tags, reviewBy };
        let made = await knowledge.create({ ...traits, ...first! });
        for (const { language, title, summary, body } of rest) {
          made = await knowledge.write(made, language, { title, summary, body });
        }
        await again();
      });
    },
    onError: sayProblem,
  });
  const mayArchive = can('knowledge:publish');
  const mayRemove = can('knowledge:write') && article.publishedAt === null;
  if (!mayArchive && !mayRemove) return null;
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon aria-label={t('knowledge.actions')}>
          <IconDots size={18} stroke={1.6} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {mayArchive && article.state !== 'archived' && (
          <Menu.Item leftSection={<IconArchive size={16} />} onClick={() => onMove('archive')}>
            {t('knowledge.archive')}
          </Menu.Item>
        )}
        {mayArchive && article.state === 'archived' && (
          <Menu.Item leftSection={<IconArchiveOff size={16} />} onClick={() => onMove('reopen')}>
            {t('knowledge.reopen')}
          </Menu.Item>
        )}
        {mayRemove && (
          <Menu.Item leftSection={<IconTrash size={16} />} color="red" onClick={() => remove.mutate()}>
            {t('common.delete')}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
