import { Button, Modal, MultiSelect, Select, TagsInput, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { knowledge } from '../../api/knowledge.api';
import { AUDIENCES, type Article, type ArticleTraits, type Audience } from '../../api/knowledge.types';
import { contracts } from '../../api/rules.api';
import page from '../broadcasts/broadcasts.module.css';
import { sayProblem } from '../feedback/notify';
import { useCan } from '../session/session';
import { useNow, useReader } from '../time/reader';
import { fullTime, shortTime } from '../time/time';
import classes from './knowledge.module.css';
import { nameIn, shelved, useCategories } from './knowledge.queries';

interface Props {
  article: Article;
  language: string;
  readOnly: boolean;
  onChanged: (article: Article) => void;
  onRestored: (article: Article) => void;
}

/** Who reads it, where it stands, when to look again, and what it said before. Each change is kept at once. */
export function ArticleSide({ article, language, readOnly, onChanged, onRestored }: Props) {
  const { t } = useTranslation();
  const reader = useReader();
  const can = useCan();
  const categories = useCategories();
  const packages = useQuery({ queryKey: ['packages'], queryFn: contracts.packages, staleTime: 60_000 });
  const change = useMutation({
    mutationFn: (traits: ArticleTraits) => knowledge.change(article, traits),
    onSuccess: onChanged,
    onError: sayProblem,
  });
  const readersFixed = readOnly || (article.state === 'published' && !can('knowledge:publish'));
  return (
    <aside className={page.side}>
      <Select
        label={t('knowledge.audience')}
        description={t(`knowledge.audienceHints.${article.audience}`)}
        allowDeselect={false}
        disabled={readersFixed}
        data={AUDIENCES.map((value) => ({ value, label: t(`knowledge.audiences.${value}`) }))}
        value={article.audience}
        onChange={(audience) => change.mutate({ audience: audience as Audience })}
      />
      {article.audience === 'packages' && (
        <MultiSelect
          label={t('knowledge.packages')}
          placeholder={article.packages.length === 0 ? t('knowledge.choosePackages') : undefined}
          disabled={readersFixed}
          searchable
          data={(packages.data ?? []).map(({ id, name }) => ({ value: id, label: name }))}
          value={article.packages.map(({ id }) => id)}
          onChange={(packageIds) => change.mutate({ packageIds })}
        />
      )}
      <Select
        label={t('knowledge.category')}
        placeholder={t('knowledge.noCategory')}
        clearable
        disabled={readOnly}
        data={shelved(categories.data ?? []).map(({ id, names, parentId }) => ({
          value: id,
          label: `${parentId ? '– ' : ''}${nameIn(names, reader.language)}`,
        }))}
        value={article.categoryId}
        onChange={(categoryId) => change.mutate({ categoryId })}
      />
      <TagsInput
        label={t('knowledge.tags')}
        disabled={readOnly}
        maxTags={20}
        value={article.tags}
        onChange={(tags) => change.mutate({ tags })}
      />
      <TextInput
        type="date"
        label={t('knowledge.reviewBy')}
        description={t('knowledge.reviewByHint')}
        disabled={readOnly}
        value={article.reviewBy ?? ''}
        onChange={(event) => change.mutate({ reviewBy: event.currentTarget.value || null })}
      />
      <p className={classes.quiet}>
        {article.author && t('knowledge.by', { name: article.author.name })}{' '}
        {article.ticketNumber !== null && (
          <Link to={`/tickets/${article.ticketNumber}`}>
            {t('knowledge.fromTicket', { number: article.ticketNumber })}
          </Link>
        )}
        {article.source && t('knowledge.importedFrom', { source: article.source })}
      </p>
      {!readOnly && <Versions article={article} language={language} onRestored={onRestored} />}
    </aside>
  );
}

function Versions({ article, language, onRestored }: Pick<Props, 'article' | 'language' | 'onRestored'>) {
  const { t } = useTranslation();
  const reader = useReader();
  const now = useNow();
  const [shown, setShown] = useState<number | null>(null);
  const isWritten = article.translations.some((one) => one.language === language);
  const versions = useQuery({
    queryKey: ['knowledge', 'versions', article.id, language],
    queryFn: () => knowledge.versions(article.id, language),
    enabled: isWritten,
  });
  const version = useQuery({
    queryKey: ['knowledge', 'version', article.id, language, shown],
    queryFn: () => knowledge.version(article.id, language, shown ?? 0),
    enabled: shown !== null,
  });
  const restore = useMutation({
    mutationFn: (number: number) => knowledge.restore(article, language, number),
    onSuccess: (next) => {
      setShown(null);
      onRestored(next);
    },
    onError: sayProblem,
  });
  if (!versions.data || versions.data.length === 0) return null;
  const newest = versions.data[0]?.number;
  return (
    <div>
      <h2 style={{ fontSize: 'var(--text-md)', fontWeight: 600, lineHeight: '24px' }}>{t('knowledge.history')}</h2>
      <div className={classes.versions}>
        {versions.data.slice(0, 12).map(({ number, what, by, at }) => (
          <button key={number} type="button" onClick={() => setShown(number)}>
            <span className="grow cut">
              {t(`knowledge.versions.${what}`, { number })} {by && <span className="mid">{by.name}</span>}
            </span>
            <time className="dim" dateTime={at} title={fullTime(at, reader)}>
              {shortTime(at, now, reader)}
            </time>
          </button>
        ))}
      </div>
      {shown !== null && (
        <Modal opened size="lg" onClose={() => setShown(null)} title={t('knowledge.version', { number: shown })}>
          <article lang={language}>
            <h3 style={{ fontSize: 'var(--text-xl)', fontWeight: 600 }}>{version.data?.title}</h3>
            <div className={classes.prose} dangerouslySetInnerHTML={{ __html: version.data?.body ?? '' }} />
          </article>
          {shown !== newest && (
            <Button mt={12} loading={restore.isPending} onClick={() => restore.mutate(shown)}>
              {t('knowledge.restore')}
            </Button>
          )}
        </Modal>
      )}
    </div>
  );
}
