import { SegmentedControl, Skeleton, Textarea, TextInput } from '@mantine/core';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import page from '../broadcasts/broadcasts.module.css';
import classes from './knowledge.module.css';

const ArticleEditor = lazy(async () => ({ default: (await import('./article-editor')).ArticleEditor }));

export interface Draft {
  title: string;
  summary: string;
  body: string;
  slug: string;
}

interface Props {
  draft: Draft;
  language: string;
  readOnly: boolean;
  onChange: (change: Partial<Draft>) => void;
}

/** Title, words and address in one language; beside them how it reads. */
export function WordingForm({ draft, language, readOnly, onChange }: Props) {
  const { t } = useTranslation();
  const [view, setView] = useState(readOnly ? 'read' : 'write');
  return (
    <section className={page.card} lang={language}>
      {!readOnly && (
        <SegmentedControl
          aria-label={t('knowledge.look')}
          value={view}
          onChange={setView}
          data={[
            { value: 'write', label: t('knowledge.write') },
            { value: 'read', label: t('knowledge.preview') },
          ]}
          style={{ alignSelf: 'flex-start' }}
        />
      )}
      {view === 'read' ? (
        <article>
          <h1 style={{ fontSize: 'var(--text-2xl)', fontWeight: 600, lineHeight: 1.3 }}>{draft.title}</h1>
          {draft.summary && <p className="mid">{draft.summary}</p>}
          {/* Cleaned by the server; what was typed since by the editor, which knows no scripts. */}
          <div className={classes.prose} style={{ marginTop: 12 }} dangerouslySetInnerHTML={{ __html: draft.body }} />
        </article>
      ) : (
        <>
          <TextInput
            label={t('knowledge.fields.title')}
            maxLength={300}
            value={draft.title}
            onChange={(event) => onChange({ title: event.currentTarget.value })}
          />
          <Textarea
            label={t('knowledge.fields.summary')}
            description={t('knowledge.fields.summaryHint')}
            autosize
            minRows={1}
            maxLength={500}
            value={draft.summary}
            onChange={(event) => onChange({ summary: event.currentTarget.value })}
          />
          <Suspense fallback={<Skeleton h={360} />}>
            <ArticleEditor
              html={draft.body}
              label={t('knowledge.fields.body')}
              onChange={(body) => onChange({ body })}
            />
          </Suspense>
          {draft.slug !== '' && (
            <TextInput
              label={t('knowledge.fields.slug')}
              description={t('knowledge.fields.slugHint')}
              maxLength={100}
              value={draft.slug}
              onChange={(event) => onChange({ slug: event.currentTarget.value })}
            />
          )}
        </>
      )}
    </section>
  );
}
