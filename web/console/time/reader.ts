import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMe } from '../session/session';
import type { Reader } from './time';

/** English dates follow the day-first order of most of the world. */
const LOCALES: Record<string, string> = { en: 'en-GB', 'pt-BR': 'pt-BR' };

export function useReader(): Reader {
  const { i18n } = useTranslation();
  const me = useMe();
  const language = LOCALES[i18n.language] ?? i18n.language;
  return useMemo(() => ({ language, timeZone: me.timeZone }), [language, me.timeZone]);
}

/** The present, renewed often enough for times that read in minutes. */
export function useNow(everyMs = 20_000): Date {
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return now;
}
