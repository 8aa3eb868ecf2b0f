import { Button, Menu } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Article } from '../../api/knowledge.types';
import { useReader } from '../time/reader';
import { languageName } from './knowledge.queries';

/** Ours, and what else customers of ours read. */
const OFFERED = ['en', 'pt-BR', 'es', 'fr', 'de', 'it'];

export function LanguageTabs({
  article,
  current,
  mayAdd,
  onPick,
}: {
  article: Article;
  current: string;
  mayAdd: boolean;
  onPick: (language: string) => void;
}) {
  const { t } = useTranslation();
  const reader = useReader();
  const present = article.translations.map(({ language }) => language);
  const shown = present.includes(current) ? present : [...present, current];
  const others = OFFERED.filter((one) => !shown.includes(one));
  return (
    <div style={{ display: 'flex', flexWrap: 'wrap', gap: 4 }} role="group" aria-label={t('knowledge.languages')}>
      {shown.map((language) => (
        <Button
          key={language}
          variant={language === current ? 'light' : 'subtle'}
          size="sm"
          aria-pressed={language === current}
          onClick={() => language !== current && onPick(language)}
        >
          {languageName(language, reader.language)}
          {!present.includes(language) && ` · ${t('knowledge.newLanguage')}`}
        </Button>
      ))}
      {mayAdd && others.length > 0 && (
        <Menu position="bottom-start">
          <Menu.Target>
            <Button variant="subtle" size="sm" leftSection={<IconPlus size={14} />}>
              {t('knowledge.addLanguage')}
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {others.map((language) => (
              <Menu.Item key={language} onClick={() => onPick(language)}>
                {languageName(language, reader.language)}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
    </div>
  );
}
