import { Button, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { portal, type Article } from '../portal.api';
import { useProblemWords } from './states';

/** Cleaned by the server when it was written: nothing of it runs, and nothing is loaded from elsewhere. */
export function ArticleText({ article: { body, language, otherLanguage, updatedAt } }: { article: Article }) {
  const { t, i18n } = useTranslation();
  const day = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'long' }).format(new Date(updatedAt));
  const name = new Intl.DisplayNames([i18n.language], { type: 'language' }).of(language) ?? language;
  return (
    <>
      <p className="dim sm">{t('articleUpdated', { day })}</p>
      {otherLanguage && (
        <p className="otherlang sm" role="note">
          {t('articleOtherLanguage', { language: name })}
        </p>
      )}
      <div className="prose" lang={language} dangerouslySetInnerHTML={{ __html: body }} />
    </>
  );
}

/** Whether it helped, and in words what did or did not. */
export function ArticleOpinion({ id }: { id: string }) {
  const { t, i18n } = useTranslation();
  const words = useProblemWords();
  const [helpful, setHelpful] = useState<boolean | null>(null);
  const [said, setSaid] = useState('');
  const [isHeard, setHeard] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  const say = (opinion: boolean, text?: string) =>
    portal
      .sayOfArticle(id, { helpful: opinion, language: i18n.language, ...(text && { said: text }) })
      .then(() => (text ? setHeard(true) : setHelpful(opinion)), setProblem);
  return (
    <section className="card pad opinion" aria-label={t('didItHelp')}>
      {problem !== null && (
        <p className="bad sm" role="alert">
          {words(problem)}
        </p>
      )}
      {helpful === null ? (
        <div className="row">
          <b className="grow">{t('didItHelp')}</b>
          <Button variant="default" onClick={() => void say(true)}>
            {t('yes')}
          </Button>
          <Button variant="default" onClick={() => void say(false)}>
            {t('no')}
          </Button>
        </div>
      ) : isHeard ? (
        <p role="status">{t('opinionHeard')}</p>
      ) : (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            void say(helpful, said.trim());
          }}
        >
          <p role="status">{t('thanksForOpinion')}</p>
          <Textarea
            label={t(helpful ? 'whatHelped' : 'whatWasMissing')}
            autosize
            minRows={2}
            maxLength={2000}
            value={said}
            onChange={(event) => setSaid(event.currentTarget.value)}
          />
          <Button type="submit" mt={8} disabled={!said.trim()}>
            {t('send')}
          </Button>
        </form>
      )}
    </section>
  );
}
