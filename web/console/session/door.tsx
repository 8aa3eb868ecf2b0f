import { SegmentedControl } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { DeskBell } from '../../ui/desk-bell';
import { usePageTitle } from '../shell/title';
import { LANGUAGES, speak, type Language } from '../i18n/i18n';
import classes from './door.module.css';

/** The frame of every page before sign-in: one card, the mark, the choice of language. */
export function Door({
  title,
  intro,
  wide,
  children,
}: {
  title: string;
  intro?: ReactNode;
  wide?: boolean;
  children: ReactNode;
}) {
  const { t, i18n } = useTranslation();
  usePageTitle(title);
  return (
    <main className={classes.page}>
      <div className={classes.card} data-wide={wide || undefined}>
        <div className={classes.mark}>
          <DeskBell size={28} />
          <span>Frontdesk</span>
        </div>
        <h1>{title}</h1>
        {intro && <p className={classes.intro}>{intro}</p>}
        {children}
      </div>
      <SegmentedControl
        aria-label={t('common.language')}
        size="xs"
        value={i18n.language}
        onChange={(language) => void speak(language as Language)}
        data={LANGUAGES.map((language) => ({ value: language, label: language === 'en' ? 'English' : 'Português' }))}
      />
    </main>
  );
}
