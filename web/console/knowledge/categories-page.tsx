import { ActionIcon, Button, Menu } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconDots, IconFolder, IconPencil, IconPlus, IconTrash } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { knowledge } from '../../api/knowledge.api';
import type { Category } from '../../api/knowledge.types';
import { EmptyState } from '../../ui/empty-state';
import page from '../broadcasts/broadcasts.module.css';
import { sayProblem } from '../feedback/notify';
import { NotFound } from '../feedback/page-error';
import { ProblemState } from '../feedback/problem-state';
import { useCan } from '../session/session';
import { EditDialog } from '../settings/edit-dialog';
import { useReader } from '../time/reader';
import classes from './knowledge.module.css';
import { CATEGORIES, nameIn, shelved, useCategories } from './knowledge.queries';
import { KnowledgeTabs } from './knowledge-tabs';

export function CategoriesPage() {
  return useCan()('knowledge:publish') ? <Categories /> : <NotFound />;
}

function Categories() {
  const { t } = useTranslation();
  const reader = useReader();
  const client = useQueryClient();
  const list = useCategories();
  const [edited, setEdited] = useState<Category | 'new' | null>(null);
  const again = () => client.invalidateQueries({ queryKey: CATEGORIES });
  const all = shelved(list.data ?? []);
  const order = useMutation({ mutationFn: knowledge.orderCategories, onSettled: again, onError: sayProblem });
  const remove = useMutation({ mutationFn: knowledge.removeCategory, onSettled: again, onError: sayProblem });
  /** Among those of the same shelf. */
  const move = (one: Category, by: -1 | 1) => {
    const sisters = all.filter(({ parentId }) => parentId === one.parentId);
    const other = sisters[sisters.indexOf(one) + by];
    if (!other) return;
    const ids = all.map(({ id }) => id);
    const [a, b] = [ids.indexOf(one.id), ids.indexOf(other.id)];
    [ids[a], ids[b]] = [other.id, one.id];
    order.mutate(ids);
  };
  const fresh = (
    <Button leftSection={<IconPlus size={14} />} onClick={() => setEdited('new')}>
      {t('knowledge.newCategory')}
    </Button>
  );
  return (
    <main className={page.page}>
      <div className={page.body}>
        <KnowledgeTabs current="categories" />
        <header className={page.head}>
          <div className="grow">
            <h1>{t('knowledge.categories')}</h1>
            <p>{t('knowledge.categoriesIntro')}</p>
          </div>
          {all.length > 0 && fresh}
        </header>
        {list.error && !list.data && <ProblemState error={list.error} onRetry={() => void list.refetch()} />}
        {list.isSuccess && all.length === 0 && (
          <EmptyState icon={IconFolder} title={t('knowledge.noCategories')} action={fresh}>
            {t('knowledge.noCategoriesHint')}
          </EmptyState>
        )}
        {all.length > 0 && (
          <ul className={page.list}>
            {all.map((one) => {
              const name = nameIn(one.names, reader.language);
              return (
                <li key={one.id} className={classes.shelf} data-inner={one.parentId !== null || undefined}>
                  <Link className={`${page.rowName} grow`} to={`/knowledge?category=${one.id}`}>
                    <b className="cut">{name}</b>
                    <span className={page.rowLine}>
                      <span className="cut">{nameIn(one.about, reader.language)}</span>
                    </span>
                  </Link>
                  <span className={classes.quiet}>{t('knowledge.articlesCount', { count: one.articles })}</span>
                  <ActionIcon aria-label={t('knowledge.up', { name })} onClick={() => move(one, -1)}>
                    <IconArrowUp size={16} />
                  </ActionIcon>
                  <ActionIcon aria-label={t('knowledge.down', { name })} onClick={() => move(one, 1)}>
                    <IconArrowDown size={16} />
                  </ActionIcon>
                  <Menu position="bottom-end">
                    <Menu.Target>
                      <ActionIcon aria-label={t('knowledge.actionsOf', { name })}>
                        <IconDots size={16} />
                      </ActionIcon>
                    </Menu.Target>
                    <Menu.Dropdown>
                      <Menu.Item leftSection={<IconPencil size={16} />} onClick={() => setEdited(one)}>
                        {t('common.edit')}
                      </Menu.Item>
                      <Menu.Item
                        color="red"
                        leftSection={<IconTrash size={16} />}
                        disabled={one.articles > 0}
                        onClick={() => remove.mutate(one.id)}
                      >
                        {t('common.delete')}
                      </Menu.Item>
                    </Menu.Dropdown>
                  </Menu>
                </li>
              );
            })}
          </ul>
        )}
        {edited && (
          <CategoryDialog
            category={edited === 'new' ? null : edited}
            all={all}
            onClose={() => setEdited(null)}
            onSaved={again}
          />
        )}
      </div>
    </main>
  );
}

function CategoryDialog({
  category,
  all,
  onClose,
  onSaved,
}: {
  category: Category | null;
  all: Category[];
  onClose: () => void;
  onSaved: () => void;
}) {
  const { t } = useTranslation();
  const reader = useReader();
  const field = (name: string, label: string, kind: 'text' | 'multiline') => ({ name, label, kind });
  const shelves = all.filter(({ id, parentId }) => parentId === null && id !== category?.id);
  return (
    <EditDialog
      title={t(category ? 'knowledge.editCategory' : 'knowledge.newCategory')}
      initial={{
        en: category?.names.en ?? '',
        pt: category?.names['pt-BR'] ?? '',
        aboutEn: category?.about.en ?? '',
        aboutPt: category?.about['pt-BR'] ?? '',
        parentId: category?.parentId ?? null,
      }}
      fields={[
        field('en', t('knowledge.nameIn', { language: 'English' }), 'text'),
        field('pt', t('knowledge.nameIn', { language: 'Português' }), 'text'),
        field('aboutEn', t('knowledge.aboutIn', { language: 'English' }), 'multiline'),
        field('aboutPt', t('knowledge.aboutIn', { language: 'Português' }), 'multiline'),
        {
          name: 'parentId',
          label: t('knowledge.standsIn'),
          kind: 'select',
          choices: shelves.map(({ id, names }) => ({ value: id, label: nameIn(names, reader.language) })),
        },
      ]}
      save={async (values) => {
        const text = (name: string) => (typeof values[name] === 'string' ? values[name] : '');
        const body = {
          names: { ...category?.names, en: text('en'), 'pt-BR': text('pt') },
          about: { ...category?.about, en: text('aboutEn'), 'pt-BR': text('aboutPt') },
          parentId: text('parentId') || null,
        };
        await (category ? knowledge.changeCategory(category, body) : knowledge.makeCategory(body));
        onSaved();
      }}
      onClose={onClose}
    />
  );
}
