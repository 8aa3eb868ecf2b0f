import { Alert, Button } from '@mantine/core';
import { IconAlertTriangle, IconArrowBackUp, IconChevronLeft, IconDownload, IconTrash } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useParams } from 'react-router';
import { imports } from '../../../api/imports.api';
import type { Import } from '../../../api/imports.types';
import { useNow, useReader } from '../../time/reader';
import { shortDate, size } from '../../time/time';
import { Answer, Body, List, Part, Row } from '../parts';
import classes from './imports.module.css';
import { isMoving, useImport, useImportChange } from './imports.queries';
import { MappingPart } from './mapping-part';
import { ReportPart } from './report-part';
import { StateMark } from './state-mark';

/** One import, from the file to its end, or back. */
export function ImportPage() {
  const { t } = useTranslation();
  const { id } = useParams();
  const one = useImport(id!);
  const reader = useReader();
  const now = useNow();
  return (
    <Body
      title={one.data?.fileName ?? t('settings.sections.imports')}
      intro={
        <>
          <Link className="link" to="/settings/imports">
            <IconChevronLeft size={14} stroke={1.75} aria-hidden="true" style={{ verticalAlign: '-2px' }} />
            {t('settings.sections.imports')}
          </Link>
          {one.data &&
            ` · ${[
              one.data.kind ? t(`imports.kinds.${one.data.kind}`) : t(`imports.sources.${one.data.source}`),
              size(one.data.fileSize, reader.language),
              shortDate(one.data.createdAt, now, reader),
              one.data.by,
            ].join(' · ')}`}
        </>
      }
      actions={one.data && <StateMark one={one.data} />}
    >
      <Answer of={one}>{(data) => <Course key={data.id} one={data} />}</Answer>
    </Body>
  );
}

function Course({ one }: { one: Import }) {
  const [again, setAgain] = useState(false);
  if (isMoving(one)) return <Moving one={one} />;
  if (one.state === 'uploaded' || one.state === 'mapped' || one.state === 'failed' || again) {
    return (
      <>
        <Problem one={one} />
        <MappingPart one={one} onChecked={() => setAgain(false)} />
        <Forget one={one} />
      </>
    );
  }
  return (
    <>
      <ReportPart one={one} onChange={() => setAgain(true)} />
      {one.state === 'undone' && <Kept one={one} />}
      {(one.state === 'done' || one.state === 'undone') && <After one={one} />}
    </>
  );
}

function Problem({ one }: { one: Import }) {
  const { t } = useTranslation();
  if (!one.problem) return null;
  return (
    <Alert color="red" icon={<IconAlertTriangle size={18} />} mb={24} role="alert">
      {t(`imports.problems.${one.problem}`)}{' '}
      {one.problemLine !== null && t('imports.atLine', { line: one.problemLine })}
    </Alert>
  );
}

function Moving({ one }: { one: Import }) {
  const { t } = useTranslation();
  const { language } = useReader();
  const number = new Intl.NumberFormat(language);
  const reading = one.state === 'checking';
  const meant = Object.values(one.counts).reduce((sum, { create = 0, update = 0 }) => sum + create + update, 0);
  const [done, all] = reading ? [one.readBytes, one.fileSize] : [one.done, one.state === 'undoing' ? one.total : meant];
  const share = all > 0 ? Math.min(100, (100 * done) / all) : 0;
  return (
    <Part title={t(`imports.moving.${one.state}`)}>
      <p aria-live="polite">
        {reading
          ? t('imports.rowsSeen', { count: one.total, n: number.format(one.total) })
          : t('imports.rowsDone', { done: number.format(one.done), all: number.format(all) })}
      </p>
      <span
        className={classes.bar}
        role="progressbar"
        aria-label={t(`imports.moving.${one.state}`)}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.round(share)}
      >
        <span style={{ width: `${Math.max(2, share)}%` }} />
      </span>
      <p className="mid" style={{ marginTop: 12 }}>
        {t('imports.mayLeave')}
      </p>
    </Part>
  );
}

function After({ one }: { one: Import }) {
  const { t } = useTranslation();
  const [asking, setAsking] = useState(false);
  const undo = useImportChange(
    () => imports.undo(one.id),
    () => setAsking(false),
  );
  const refused = Object.values(one.counts).some(
    ({ refuse = 0, refused: later = 0, missing = 0, unclaimed = 0 }) => refuse + later + missing + unclaimed > 0,
  );
  // Of what was undone something can be left, and be tried once more.
  const mayUndo = one.state === 'done' || Object.values(one.counts).some(({ kept = 0 }) => kept > 0);
  return (
    <>
      <div className={classes.foot}>
        {refused && (
          <Button
            component="a"
            href={imports.refusedAddress(one.id)}
            variant="default"
            leftSection={<IconDownload size={14} />}
          >
            {t('imports.refusedFile')}
          </Button>
        )}
        {!mayUndo ? null : asking ? (
          <>
            <Button variant="default" onClick={() => setAsking(false)}>
              {t('common.cancel')}
            </Button>
            <Button color="red" loading={undo.isPending} onClick={() => undo.mutate()}>
              {t('imports.undoNow')}
            </Button>
          </>
        ) : (
          <Button variant="default" leftSection={<IconArrowBackUp size={14} />} onClick={() => setAsking(true)}>
            {t(one.state === 'undone' ? 'imports.undoRest' : 'imports.undo')}
          </Button>
        )}
      </div>
      {asking && <p className="mid">{t('imports.undoHint')}</p>}
    </>
  );
}

/** Where people look at it, of those that have a page. */
const PAGES: Record<string, string> = {
  contact: '/customers/contacts/',
  company: '/customers/companies/',
  contract: '/contracts/',
  equipment: '/equipment/',
};

function Kept({ one }: { one: Import }) {
  const { t } = useTranslation();
  const kept = useQuery({ queryKey: ['imports', 'kept', one.id, one.version], queryFn: () => imports.kept(one.id) });
  if (kept.data?.items.length === 0) return null;
  return (
    <Part title={t('imports.kept')} intro={t('imports.keptIntro')}>
      <Answer of={kept}>
        {({ items }) => (
          <List>
            {items.map(({ target, id, name, why }) => (
              <Row
                key={id}
                title={
                  PAGES[target] ? (
                    <Link className="link" to={`${PAGES[target]}${id}`}>
                      {name ?? id}
                    </Link>
                  ) : (
                    (name ?? id)
                  )
                }
                detail={`${t(`imports.targets.${target}`)} · ${
                  why === 'changed' ? t('imports.why.changed') : t('imports.why.used', { place: why })
                }`}
              />
            ))}
          </List>
        )}
      </Answer>
    </Part>
  );
}

function Forget({ one }: { one: Import }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const forget = useImportChange(
    () => imports.forget(one.id),
    () => void navigate('/settings/imports'),
  );
  return (
    <Button
      variant="subtle"
      color="gray"
      size="xs"
      leftSection={<IconTrash size={14} />}
      loading={forget.isPending}
      onClick={() => forget.mutate()}
    >
      {t('imports.forget')}
    </Button>
  );
}
