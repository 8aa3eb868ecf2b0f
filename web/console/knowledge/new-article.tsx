import { Button, Select, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { IconChevronLeft } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { knowledge } from '../../api/knowledge.api';
import { AUDIENCES, type Audience } from '../../api/knowledge.types';
import page from '../broadcasts/broadcasts.module.css';
import { sayProblem } from '../feedback/notify';
import { NotFound } from '../feedback/page-error';
import { useCan } from '../session/session';
import { useReader } from '../time/reader';
import { languageName, nameIn, shelved, useCategories, useKeepArticle } from './knowledge.queries';

export function NewArticle() {
  return useCan()('knowledge:write') ? <Begin /> : <NotFound />;
}

/** What it is about, for whom and where; its words follow on the next page. */
function Begin() {
  const { t } = useTranslation();
  const reader = useReader();
  const navigate = useNavigate();
  const keep = useKeepArticle();
  const categories = useCategories();
  const [title, setTitle] = useState('');
  const [language, setLanguage] = useState<string>(reader.language);
  const [audience, setAudience] = useState<Audience>('public');
  const [categoryId, setCategoryId] = useState<string | null>(null);
  const begin = useMutation({
    mutationFn: () => knowledge.create({ title: title.trim(), language, audience, categoryId }),
    onSuccess: (article) => {
      keep(article);
      void navigate(`/knowledge/${article.id}`, { replace: true });
    },
    onError: sayProblem,
  });
  return (
    <main className={page.page}>
      <div className={page.body} style={{ maxWidth: 640 }}>
        <header className={page.head}>
          <Link className={page.backLink} to="/knowledge">
            <IconChevronLeft size={16} stroke={1.75} aria-hidden="true" />
            {t('knowledge.title')}
          </Link>
        </header>
        <form
          className={page.card}
          onSubmit={(event) => {
            event.preventDefault();
            begin.mutate();
          }}
        >
          <h1 style={{ fontSize: 'var(--text-xl)', fontWeight: 600 }}>{t('knowledge.new')}</h1>
          <TextInput
            label={t('knowledge.fields.title')}
            description={t('knowledge.fields.titleHint')}
            required
            withAsterisk={false}
            data-autofocus
            maxLength={300}
            value={title}
            onChange={(event) => setTitle(event.currentTarget.value)}
          />
          <div className={page.pair}>
            <Select
              label={t('knowledge.language')}
              allowDeselect={false}
              data={['en', 'pt-BR', 'es', 'fr', 'de', 'it'].map((value) => ({
                value,
                label: languageName(value, reader.language),
              }))}
              value={language}
              onChange={(value) => value && setLanguage(value)}
            />
            <Select
              label={t('knowledge.category')}
              placeholder={t('knowledge.noCategory')}
              clearable
              data={shelved(categories.data ?? []).map(({ id, names, parentId }) => ({
                value: id,
                label: `${parentId ? '– ' : ''}${nameIn(names, reader.language)}`,
              }))}
              value={categoryId}
              onChange={setCategoryId}
            />
          </div>
          <Select
            label={t('knowledge.audience')}
            description={t(`knowledge.audienceHints.${audience}`)}
            allowDeselect={false}
            data={AUDIENCES.map((value) => ({ value, label: t(`knowledge.audiences.${value}`) }))}
            value={audience}
            onChange={(value) => value && setAudience(value as Audience)}
          />
          <Button
            type="submit"
            style={{ alignSelf: 'flex-end' }}
            disabled={title.trim() === ''}
            loading={begin.isPending}
          >
            {t('knowledge.begin')}
          </Button>
        </form>
      </div>
    </main>
  );
}
