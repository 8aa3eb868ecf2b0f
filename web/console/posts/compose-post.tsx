import { Button, Checkbox, Textarea, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconChevronLeft, IconSend } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { posts } from '../../api/posts.api';
import type { Post, PostDraft } from '../../api/posts.types';
import { ChannelIcon } from '../../ui/channel-icon';
import classes from '../broadcasts/broadcasts.module.css';
import { say, sayProblem } from '../feedback/notify';
import { useCan } from '../session/session';
import { PicturePart, type Picture } from './picture-part';
import { isLink } from './post-state.rules';
import { PostMenu } from './post-menu';
import { PostPreview } from './post-preview';
import { PublishDialog } from './publish-dialog';
import { useKeepPost, usePostPreview, usePublishingLines } from './posts.queries';
import { WhenPart } from './when-part';

const draftOf = (saved: Post | null): PostDraft => ({
  text: saved?.text ?? '',
  link: saved?.link ?? null,
  pictureId: saved?.picture?.id ?? null,
  inboxIds: saved?.targets.map(({ inbox }) => inbox.id) ?? [],
  plannedAt: saved?.plannedAt ?? null,
  zone: saved?.zone ?? null,
});

/** Where, what, and when; at the side how it reads on each line. */
export function ComposePost({ saved }: { saved: Post | null }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const keep = useKeepPost();
  const mayApprove = useCan()('posts:approve');
  const { lines, isReady } = usePublishingLines();
  const [draft, setDraft] = useState<PostDraft>(() => draftOf(saved));
  const [picture, setPicture] = useState<Picture | null>(saved?.picture ?? null);
  const [kept, setKept] = useState(saved);
  const [asking, setAsking] = useState(false);
  const put = (change: Partial<PostDraft>) => setDraft((before) => ({ ...before, ...change }));
  const link = draft.link?.trim() ?? '';
  const tidy: PostDraft = { ...draft, text: draft.text.trimEnd(), link: isLink(link) ? link : null };
  const [asked] = useDebouncedValue(tidy, 350);
  const preview = usePostPreview(asked);
  const linkIsWrong = link !== '' && !isLink(link);

  const save = useMutation({
    mutationFn: () => (kept ? posts.change(kept.id, { ...tidy, version: kept.version }) : posts.create(tidy)),
    onSuccess: (post) => {
      setKept(post);
      keep(post);
      if (!kept) void navigate(`/posts/${post.id}`, { replace: true });
    },
    onError: sayProblem,
  });
  const ask = useMutation({
    mutationFn: async () => posts.ask(await save.mutateAsync()),
    onSuccess: (post) => {
      keep(post);
      say(t('posts.askedFor'));
      void navigate(`/posts/${post.id}`, { replace: true });
    },
    onError: sayProblem,
  });
  const isEmpty = draft.text.trim() === '' && draft.inboxIds.length === 0;
  const hinders =
    linkIsWrong ||
    draft.inboxIds.length === 0 ||
    !preview.data ||
    preview.isPlaceholderData ||
    preview.data.lines.some(({ problems }) => problems.length > 0);
  return (
    <main className={classes.page}>
      <div className={classes.compose}>
        <header className={classes.head}>
          <Link className={classes.backLink} to="/posts">
            <IconChevronLeft size={16} stroke={1.75} aria-hidden="true" />
            {t('posts.title')}
          </Link>
          <span className="grow" />
          {kept && <PostMenu post={kept} />}
          <Button
            variant="default"
            disabled={isEmpty || linkIsWrong}
            loading={save.isPending && !ask.isPending && !asking}
            onClick={() => save.mutate(undefined, { onSuccess: () => say(t('common.saved')) })}
          >
            {t('broadcasts.saveDraft')}
          </Button>
        </header>
        {kept?.refusal && (
          <p className={classes.problem}>
            {t('posts.refusedBecause', { name: kept.refusedBy?.name ?? '', reason: kept.refusal })}
          </p>
        )}
        {kept?.problem && <p className={classes.problem}>{t('posts.calledOff', { problem: kept.problem })}</p>}
        <div className={classes.columns}>
          <div className={classes.form}>
            <Card title={t('posts.parts.where')}>
              {isReady && lines.length === 0 && <p className={classes.hint}>{t('posts.noLines')}</p>}
              <Checkbox.Group
                aria-label={t('posts.parts.where')}
                value={draft.inboxIds}
                onChange={(inboxIds) => put({ inboxIds })}
              >
                <div className={classes.choices}>
                  {lines.map(({ id, name, channel }) => (
                    <Checkbox
                      key={id}
                      value={id}
                      label={
                        <span className={classes.choice}>
                          <ChannelIcon channel={channel} />
                          {name}
                        </span>
                      }
                    />
                  ))}
                </div>
              </Checkbox.Group>
            </Card>
            <Card title={t('posts.parts.words')}>
              <Textarea
                label={t('broadcasts.text')}
                autosize
                minRows={6}
                maxRows={20}
                value={draft.text}
                onChange={(event) => put({ text: event.currentTarget.value })}
              />
              <TextInput
                type="url"
                label={t('posts.link')}
                placeholder="https://"
                error={linkIsWrong ? t('posts.linkWrong') : undefined}
                value={draft.link ?? ''}
                onChange={(event) => put({ link: event.currentTarget.value || null })}
              />
              <PicturePart
                picture={picture}
                onChange={(next) => {
                  setPicture(next);
                  put({ pictureId: next?.id ?? null });
                }}
              />
            </Card>
            <Card title={t('posts.parts.when')}>
              <WhenPart plannedAt={draft.plannedAt} zone={draft.zone} onChange={put} />
            </Card>
          </div>
          <PostPreview
            chosen={draft.inboxIds.length > 0}
            preview={preview}
            picture={picture && <img className={classes.picture} src={picture.url} alt={picture.name} />}
            actions={
              <>
                <Button
                  variant={mayApprove ? 'default' : 'filled'}
                  disabled={hinders}
                  loading={ask.isPending}
                  onClick={() => ask.mutate()}
                >
                  {t('posts.ask')}
                </Button>
                {mayApprove && (
                  <Button leftSection={<IconSend size={14} />} disabled={hinders} onClick={() => setAsking(true)}>
                    {t(tidy.plannedAt ? 'posts.plan' : 'posts.publish')}
                  </Button>
                )}
              </>
            }
          />
        </div>
      </div>
      {asking && (
        <PublishDialog
          count={draft.inboxIds.length}
          plannedAt={tidy.plannedAt}
          zone={tidy.zone}
          onClose={() => setAsking(false)}
          onPublish={async () => {
            const post = await posts.publish(await save.mutateAsync());
            keep(post);
            void navigate(`/posts/${post.id}`, { replace: true });
          }}
        />
      )}
    </main>
  );
}

function Card({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className={classes.card}>
      <h2>{title}</h2>
      {children}
    </section>
  );
}
