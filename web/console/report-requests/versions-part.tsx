import { ActionIcon, Button, FileButton, Textarea } from '@mantine/core';
import { IconFile, IconPaperclip, IconPlus, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { reportRequests } from '../../api/report-requests.api';
import type { ReportRequest, ReportVersion, RequestMove } from '../../api/report-requests.types';
import { tickets } from '../../api/tickets.api';
import { useMe } from '../session/session';
import { EditDialog } from '../settings/edit-dialog';
import { useReader } from '../time/reader';
import { fullTime, size } from '../time/time';
import classes from './report-requests.module.css';
import { useKeepReport, useReportAct } from './report-requests.queries';

type May = (move: RequestMove) => boolean;

/** What is delivered, the newest first. */
export function VersionsPart({ one, id, may }: { one: ReportRequest; id: string; may: May }) {
  const { t } = useTranslation();
  const act = useReportAct(id);
  const isOpen = one.versions.some(({ state }) => state !== 'published');
  return (
    <section className={classes.part}>
      <header>
        <h2>{t('reportRequests.versions')}</h2>
        {may('write') && !isOpen && (
          <Button
            variant="default"
            leftSection={<IconPlus size={14} />}
            loading={act.isPending}
            onClick={() => act.mutate(() => reportRequests.write(one))}
          >
            {t('reportRequests.newVersion')}
          </Button>
        )}
      </header>
      {one.versions.map((version) => (
        <Version key={`${version.id} ${version.state}`} one={one} id={id} version={version} may={may} />
      ))}
      {one.versions.length === 0 && (
        <div className={classes.box}>
          <p className="mid">{t('reportRequests.noVersions')}</p>
        </div>
      )}
    </section>
  );
}

interface VersionProps {
  one: ReportRequest;
  id: string;
  version: ReportVersion;
  may: May;
}

function Version({ one, id, version, may }: VersionProps) {
  const { t } = useTranslation();
  const reader = useReader();
  const me = useMe();
  const act = useReportAct(id);
  const keep = useKeepReport(id);
  const [dialog, setDialog] = useState<'approve' | 'return' | null>(null);
  const isAuthor = version.author.id === me.id;
  const press = (run: () => Promise<ReportRequest>) => act.mutate(run);
  const isDraft = version.state === 'draft' && may('edit');
  return (
    <article className={classes.box} aria-label={t('reportRequests.versionN', { number: version.number })}>
      <div className={classes.versionHead}>
        <b>{t('reportRequests.versionN', { number: version.number })}</b>
        <span className={classes.state} data-state={version.state}>
          {t(`reportRequests.versionStates.${version.state}`)}
        </span>
        <span className="mid">
          {t('reportRequests.by', { name: version.author.name })}
          {version.reviewer && ` · ${t('reportRequests.lookedAtBy', { name: version.reviewer.name })}`}
          {version.publishedAt && ` · ${fullTime(version.publishedAt, reader)}`}
        </span>
      </div>
      {isDraft ? (
        <Draft one={one} id={id} version={version} may={may} />
      ) : (
        <>
          <p className={classes.words}>{version.summary}</p>
          <Files one={one} version={version} />
        </>
      )}
      {version.reviewNote && <p className={classes.note}>{version.reviewNote}</p>}
      {!isDraft && version.state !== 'published' && (
        <div className={classes.actions}>
          {version.state === 'review' && may('approve') && !isAuthor && (
            <Button onClick={() => setDialog('approve')}>{t('reportRequests.approve')}</Button>
          )}
          {version.state === 'approved' && may('publish') && (
            <Button loading={act.isPending} onClick={() => press(() => reportRequests.publish(one, version))}>
              {t('reportRequests.publish')}
            </Button>
          )}
          {may('return') && (
            <Button variant="default" onClick={() => setDialog('return')}>
              {t('reportRequests.giveBack')}
            </Button>
          )}
          {version.state === 'review' && isAuthor && <p className="mid">{t('reportRequests.anotherMust')}</p>}
        </div>
      )}
      {dialog && (
        <EditDialog
          title={t(dialog === 'approve' ? 'reportRequests.approve' : 'reportRequests.giveBack')}
          fields={[{ name: 'note', label: t('reportRequests.note'), kind: 'multiline' }]}
          initial={{ note: '' }}
          saveLabel={t(dialog === 'approve' ? 'reportRequests.approve' : 'reportRequests.giveBack')}
          save={async ({ note }) =>
            keep(
              await (dialog === 'approve'
                ? reportRequests.approve(one, version, note as string)
                : reportRequests.giveBack(one, version, note as string)),
            )
          }
          onClose={() => setDialog(null)}
        />
      )}
    </article>
  );
}

function Files({
  one,
  version,
  onRemove,
}: {
  one: ReportRequest;
  version: ReportVersion;
  onRemove?: (id: string) => void;
}) {
  const { t } = useTranslation();
  const { language } = useReader();
  if (version.files.length === 0) return null;
  return (
    <ul className={classes.files}>
      {version.files.map((file) => (
        <li key={file.id} className={classes.file}>
          <IconFile size={16} stroke={1.6} aria-hidden="true" />
          <a href={reportRequests.fileAddress(one.id, file.id)} download={file.name}>
            {file.name}
          </a>
          <span className="dim">{size(file.size, language)}</span>
          {onRemove && (
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={t('reportRequests.removeFile', { name: file.name })}
              onClick={() => onRemove(file.id)}
            >
              <IconX size={16} stroke={1.6} />
            </ActionIcon>
          )}
        </li>
      ))}
    </ul>
  );
}

function Draft({ one, id, version, may }: VersionProps) {
  const { t } = useTranslation();
  const act = useReportAct(id);
  const [summary, setSummary] = useState(version.summary);
  const fileIds = version.files.map((file) => file.id);
  const save = (change: { summary?: string; fileIds?: string[] }) => reportRequests.edit(one, version, change);
  const isChanged = summary !== version.summary;
  return (
    <>
      <Textarea
        label={t('reportRequests.summary')}
        description={t('reportRequests.theyReadIt')}
        autosize
        minRows={4}
        maxRows={20}
        value={summary}
        onChange={(event) => setSummary(event.currentTarget.value)}
      />
      <Files
        one={one}
        version={version}
        onRemove={(gone) => act.mutate(() => save({ summary, fileIds: fileIds.filter((file) => file !== gone) }))}
      />
      <div className={classes.actions}>
        <FileButton
          multiple
          onChange={(files) => {
            if (files.length === 0) return;
            act.mutate(async () => {
              const fresh = await Promise.all(files.map((file) => tickets.upload(file)));
              return save({ summary, fileIds: [...fileIds, ...fresh.map((file) => file.id)] });
            });
          }}
        >
          {(props) => (
            <Button {...props} variant="default" leftSection={<IconPaperclip size={14} />} loading={act.isPending}>
              {t('reportRequests.addFiles')}
            </Button>
          )}
        </FileButton>
        <Button
          variant="default"
          disabled={!isChanged}
          loading={act.isPending}
          onClick={() => act.mutate(() => save({ summary }))}
        >
          {t('common.save')}
        </Button>
        {may('submit') && (
          <Button
            loading={act.isPending}
            disabled={summary.trim() === '' && fileIds.length === 0}
            onClick={() =>
              act.mutate(async () => {
                const saved = isChanged ? await save({ summary }) : one;
                return reportRequests.submit(saved, saved.versions[0]!);
              })
            }
          >
            {t('reportRequests.submit')}
          </Button>
        )}
        <Button variant="subtle" color="gray" onClick={() => act.mutate(() => reportRequests.discard(one, version))}>
          {t('reportRequests.discard')}
        </Button>
      </div>
    </>
  );
}
