import { Button, NumberInput, Select, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconChevronLeft } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { broadcasts } from '../../api/broadcasts.api';
import type { Broadcast, BroadcastDraft } from '../../api/broadcasts.types';
import { say, sayProblem } from '../feedback/notify';
import { AudiencePart } from './audience-part';
import { useKeep, usePreview, useWritableLines } from './broadcasts.queries';
import classes from './broadcasts.module.css';
import { ContentPart } from './content-part';
import { draftOf, emptyDraft, tidied } from './draft.rules';
import { PreviewSide } from './preview-side';
import { RowMenu } from './row-menu';
import { SendDialog } from './send-dialog';
import { TestDialog } from './test-dialog';

/** To whom, what, and how fast; at the side whom it reaches and how it reads. */
export function Compose({ saved }: { saved: Broadcast | null }) {
  const { t, i18n } = useTranslation();
  const [search] = useSearchParams();
  const navigate = useNavigate();
  const keep = useKeep();
  const lines = useWritableLines();
  const [draft, setDraft] = useState<BroadcastDraft>(() =>
    saved ? draftOf(saved) : emptyDraft(i18n.language, search.get('contact')),
  );
  const [version, setVersion] = useState(saved?.version ?? 0);
  const [dialog, setDialog] = useState<'send' | 'test' | null>(null);
  const put = (change: Partial<BroadcastDraft>) => setDraft((before) => ({ ...before, ...change }));
  const line = lines.find(({ inbox }) => inbox.id === draft.inboxId);
  const [asked] = useDebouncedValue(tidied(draft), 350);
  const preview = usePreview(asked);

  const save = useMutation({
    mutationFn: () => {
      const body = tidied(draft);
      return saved ? broadcasts.change(saved.id, { ...body, version }) : broadcasts.create(body);
    },
    onSuccess: (kept) => {
      keep(kept);
      setVersion(kept.version);
      if (!saved) void navigate(`/broadcasts/${kept.id}`, { replace: true });
    },
    onError: sayProblem,
  });
  const ready = draft.name.trim() !== '' && draft.inboxId !== '';
  return (
    <main className={classes.page}>
      <div className={classes.compose}>
        <header className={classes.head}>
          <Link className={classes.backLink} to="/broadcasts">
            <IconChevronLeft size={16} stroke={1.75} aria-hidden="true" />
            {t('broadcasts.title')}
          </Link>
          <span className="grow" />
          {saved && <RowMenu broadcast={saved} />}
          <Button
            variant="default"
            disabled={!ready}
            loading={save.isPending && dialog === null}
            onClick={() => {
              save.mutate(undefined, { onSuccess: () => say(t('common.saved')) });
            }}
          >
            {t('broadcasts.saveDraft')}
          </Button>
        </header>
        {saved?.problem && <p className={classes.problem}>{t('broadcasts.calledOff', { problem: saved.problem })}</p>}
        <div className={classes.columns}>
          <div className={classes.form}>
            <Card title={t('broadcasts.parts.what')}>
              <TextInput
                label={t('common.name')}
                description={t('broadcasts.nameHint')}
                maxLength={120}
                required
                withAsterisk={false}
                value={draft.name}
                onChange={(event) => put({ name: event.currentTarget.value })}
              />
              <Select
                label={t('broadcasts.line')}
                placeholder={t('broadcasts.chooseLine')}
                allowDeselect={false}
                data={lines.map(({ inbox }) => ({
                  value: inbox.id,
                  label: inbox.address ? `${inbox.name} · ${inbox.address}` : inbox.name,
                }))}
                value={draft.inboxId || null}
                onChange={(inboxId) => inboxId && put({ inboxId })}
              />
            </Card>
            <Card title={t('broadcasts.parts.whom')}>
              <AudiencePart audience={draft.audience} onChange={(audience) => put({ audience })} />
            </Card>
            <Card title={t('broadcasts.parts.words')}>
              <ContentPart line={line} content={draft.content} onChange={(content) => put({ content })} />
            </Card>
            <Card title={t('broadcasts.parts.pace')}>
              <NumberInput
                label={t('broadcasts.perMinute')}
                description={t('broadcasts.perMinuteHint')}
                placeholder={t('broadcasts.asFast')}
                min={1}
                max={6000}
                allowDecimal={false}
                allowNegative={false}
                value={draft.perMinute ?? ''}
                onChange={(value) => put({ perMinute: typeof value === 'number' ? value : null })}
              />
            </Card>
          </div>
          <PreviewSide
            chosen={draft.inboxId !== ''}
            preview={preview}
            channel={line?.inbox.channel ?? null}
            actions={
              <>
                <Button variant="default" disabled={!ready} onClick={() => setDialog('test')}>
                  {t('broadcasts.test')}
                </Button>
                <Button
                  disabled={!ready || !preview.data || preview.data.problems.length > 0 || preview.data.reachable === 0}
                  onClick={() => setDialog('send')}
                >
                  {t('broadcasts.send')}
                </Button>
              </>
            }
          />
        </div>
      </div>
      {dialog === 'test' && line && (
        <TestDialog inbox={line.inbox} content={draft.content} onClose={() => setDialog(null)} />
      )}
      {dialog === 'send' && preview.data && (
        <SendDialog
          preview={preview.data}
          onClose={() => setDialog(null)}
          onSend={async (when) => {
            const kept = await save.mutateAsync();
            keep(await broadcasts.start(kept.id, when));
            void navigate(`/broadcasts/${kept.id}`, { replace: true });
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
