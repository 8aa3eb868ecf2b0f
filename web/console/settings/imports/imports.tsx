import { Button } from '@mantine/core';
import { IconDatabaseImport } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, Route, Routes } from 'react-router';
import type { Import } from '../../../api/imports.types';
import { EmptyState } from '../../../ui/empty-state';
import { useNow, useReader } from '../../time/reader';
import { shortDate, size } from '../../time/time';
import { Answer, Body } from '../parts';
import settings from '../settings.module.css';
import { ImportPage } from './import-page';
import classes from './imports.module.css';
import { isMoving, useImports } from './imports.queries';
import { NewImport } from './new-import';

export function Imports() {
  return (
    <Routes>
      <Route index element={<ImportList />} />
      <Route path=":id" element={<ImportPage />} />
    </Routes>
  );
}

function ImportList() {
  const { t } = useTranslation();
  const list = useImports();
  const [open, setOpen] = useState(false);
  const begin = <Button onClick={() => setOpen(true)}>{t('imports.new')}</Button>;
  return (
    <Body title={t('settings.sections.imports')} intro={t('imports.intro')} actions={list.data?.length ? begin : null}>
      <Answer of={list}>
        {(items) =>
          items.length === 0 ? (
            <EmptyState icon={IconDatabaseImport} title={t('imports.none')} action={begin}>
              {t('imports.noneHint')}
            </EmptyState>
          ) : (
            <div className={settings.list}>
              {items.map((one) => (
                <ImportLine key={one.id} one={one} />
              ))}
            </div>
          )
        }
      </Answer>
      {open && <NewImport onClose={() => setOpen(false)} />}
    </Body>
  );
}

function ImportLine({ one }: { one: Import }) {
  const { t } = useTranslation();
  const reader = useReader();
  const now = useNow();
  return (
    <Link className={settings.row} to={one.id}>
      <div className="grow">
        <div className="cut">
          <b>{one.fileName}</b>
        </div>
        <div className={`cut ${settings.small}`}>
          {[
            one.kind ? t(`imports.kinds.${one.kind}`) : t(`imports.sources.${one.source}`),
            size(one.fileSize, reader.language),
            shortDate(one.createdAt, now, reader),
            one.by,
          ].join(' · ')}
        </div>
      </div>
      <StateMark one={one} />
    </Link>
  );
}

export function StateMark({ one }: { one: Import }) {
  const { t } = useTranslation();
  const tone = isMoving(one) ? 'move' : one.state === 'done' ? 'ok' : one.state === 'failed' ? 'bad' : undefined;
  return (
    <span className={classes.badge} data-tone={tone}>
      {t(`imports.states.${one.state}`)}
    </span>
  );
}
