import { ActionIcon, Button, Loader, Popover, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconBook2, IconLink, IconSearch, IconTextPlus } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { knowledge } from '../../api/knowledge.api';
import type { AnswerArticle } from '../../api/knowledge.types';
import type { Ticket } from '../../api/tickets.types';
import type { FieldHandle } from '../composer/field';
import { sayProblem } from '../feedback/notify';
import { useCan } from '../session/session';
import classes from './knowledge.module.css';
import { wordsOfHtml } from './plain-words.rules';

interface Props {
  ticket: Ticket;
  kind: 'reply' | 'note';
  field: RefObject<FieldHandle | null>;
}

/** Help articles that may answer the ticket, or that are looked for: a link to one, or its words, go into the answer. */
export function HelpPicker(props: Props) {
  const { t } = useTranslation();
  const [opened, setOpened] = useState(false);
  if (!useCan()('knowledge:read')) return null;
  return (
    <Popover position="top-start" width={400} opened={opened} onChange={setOpened} trapFocus returnFocus>
      <Popover.Target>
        <ActionIcon
          size={28}
          aria-label={t('knowledge.helpArticles')}
          title={t('knowledge.helpArticles')}
          onClick={() => setOpened(!opened)}
        >
          <IconBook2 size={16} stroke={1.75} />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown>{opened && <Choices {...props} onDone={() => setOpened(false)} />}</Popover.Dropdown>
    </Popover>
  );
}

function Choices({ ticket, kind, field, onDone }: Props & { onDone: () => void }) {
  const { t } = useTranslation();
  const [q, setQ] = useState('');
  const [words] = useDebouncedValue(q.trim(), 250);
  const found = useQuery({
    queryKey: ['knowledge', 'answers', ticket.id, words],
    queryFn: () => knowledge.answers({ ticket: ticket.id, q: words || undefined }),
    placeholderData: keepPreviousData,
  });
  const insert = async (article: AnswerArticle, how: 'link' | 'words'): Promise<void> => {
    try {
      if (how === 'link') field.current?.insert(`${article.title}: ${article.url ?? ''} `);
      else {
        const { body } = await knowledge.read(article.id, article.language);
        if (field.current?.insertHtml) field.current.insertHtml(body);
        else field.current?.insert(wordsOfHtml(body));
      }
      // Only counted.
      void knowledge.inserted(article.id).catch(() => undefined);
      onDone();
    } catch (error) {
      sayProblem(error);
    }
  };
  const items = found.data?.items ?? [];
  return (
    <>
      <TextInput
        type="search"
        data-autofocus
        aria-label={t('knowledge.find')}
        placeholder={t('knowledge.find')}
        leftSection={<IconSearch size={14} aria-hidden="true" />}
        value={q}
        onChange={(event) => setQ(event.currentTarget.value)}
        mb={8}
      />
      <div className={classes.helpList}>
        {found.isPending && <Loader size="xs" m={8} />}
        {found.isSuccess && items.length === 0 && (
          <p className={classes.quiet} style={{ padding: 8 }}>
            {t(words ? 'knowledge.noneFound' : 'knowledge.noneSuggested')}
          </p>
        )}
        {items.map((article) => (
          <div key={article.id} className={classes.offer}>
            <div className="grow" style={{ minWidth: 0 }} lang={article.language}>
              <div className="cut" style={{ fontWeight: 500 }} title={article.summary}>
                {article.title}
              </div>
              <div className={classes.languages}>
                <span className={classes.tag}>{article.language}</span>
                {article.audience === 'internal' ? (
                  <span className={classes.tag} data-tone="warn">
                    {t('knowledge.audiences.internal')}
                  </span>
                ) : (
                  article.readable === false && (
                    <span className={classes.tag} data-tone="warn">
                      {t('knowledge.notTheirs')}
                    </span>
                  )
                )}
              </div>
            </div>
            <ActionIcon
              aria-label={t('knowledge.insertLink', { title: article.title })}
              title={t('knowledge.insertLinkShort')}
              disabled={!article.url || (kind === 'reply' && article.readable === false)}
              onClick={() => void insert(article, 'link')}
            >
              <IconLink size={16} stroke={1.75} />
            </ActionIcon>
            <ActionIcon
              aria-label={t('knowledge.insertWords', { title: article.title })}
              title={t('knowledge.insertWordsShort')}
              disabled={kind === 'reply' && article.audience === 'internal'}
              onClick={() => void insert(article, 'words')}
            >
              <IconTextPlus size={16} stroke={1.75} />
            </ActionIcon>
          </div>
        ))}
      </div>
      <Button component="a" href="/knowledge" target="_blank" variant="subtle" size="compact-sm" mt={4}>
        {t('knowledge.all')}
      </Button>
    </>
  );
}
