import { createContext, useContext } from 'react';
import { useTranslation } from 'react-i18next';
import { useEffect, useState } from 'react';
import type { Reader } from '../console/time/time';
import type { Me } from './portal.api';

export const MeContext = createContext<Me | null>(null);

export function useMe(): Me {
  const me = useContext(MeContext);
  if (!me) throw new Error('only behind the door');
  return me;
}

/** In whose language and zone times are said. */
export function useReader(): Reader {
  const { i18n } = useTranslation();
  return { language: i18n.language, timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone };
}

/** The time, which moves on. */
export function useNow(everyMs = 15_000): Date {
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return now;
}
