import { IconLanguage } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { languageName } from '../customers/language.rules';
import { useReader } from '../time/reader';
import classes from './customer-panel.module.css';

/** In which language they write. */
export function LanguageLine({ language }: { language?: string | null }) {
  const { t } = useTranslation();
  const reader = useReader();
  if (!language) return null;
  return (
    <div className={classes.line} title={t('customers.language')}>
      <IconLanguage size={16} stroke={1.75} aria-hidden="true" />
      <span className="cut">{languageName(language, reader.language)}</span>
    </div>
  );
}
