import { useMediaQuery } from '@mantine/hooks';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Outlet, useLocation, useNavigate } from 'react-router';
import { RINGING } from '../phone/ringing-place';
import { OfferCards } from '../offers/offer-cards';
import { LiveProvider } from '../live/live';
import { Ringing } from '../notifications/ringing';
import { useCan } from '../session/session';
import { BottomBar } from './bottom-bar';
import { ConnectionNote } from './connection-note';
import classes from './frame.module.css';
import { useKeys } from './keys';
import { Rail } from './rail';
import { usePlaceTitle } from './title';
import { placeKey } from './title.rules';

const Palette = lazy(async () => ({ default: (await import('./palette')).Palette }));
const PhoneDock = lazy(async () => ({ default: (await import('../phone/phone-dock')).PhoneDock }));
const KeySheet = lazy(async () => ({ default: (await import('./key-sheet')).KeySheet }));

/** What stands around every page: the rail (a bottom bar on a phone), the palette, the keys. */
export function Frame() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { pathname } = useLocation();
  const can = useCan();
  const isPhone = useMediaQuery('(max-width: 767px)', window.innerWidth < 768);
  const [palette, setPalette] = useState(false);
  const [sheet, setSheet] = useState(false);
  useKeys({
    'mod+k': () => setPalette(true),
    '?': () => setSheet(true),
    'g q': () => void navigate('/queue'),
    'g d': () => void navigate('/dispatch'),
    'g s': () => void navigate('/sales'),
    'g c': () => void navigate('/customers'),
    'g e': () => void navigate('/equipment'),
    'g b': () => void navigate('/broadcasts'),
    'g i': () => void navigate(can('invoices:read') ? '/invoices' : '/contracts'),
    'g k': () => void navigate('/knowledge'),
    'g n': () => void navigate('/notifications'),
    'g r': () => void navigate('/reports'),
    'g t': () => void navigate('/settings'),
    'g p': () => void navigate('/settings/profile'),
    c: () => void navigate('/tickets/new'),
  });
  const place = placeKey(pathname);
  usePlaceTitle(place ? t(place, { defaultValue: '' }) : '');
  const inTicket = /^\/tickets\/./.test(pathname);
  return (
    <LiveProvider>
      <div className={classes.frame} data-full={(isPhone && inTicket) || undefined}>
        <a className={classes.skip} href="#main">
          {t('shell.skip')}
        </a>
        {!isPhone && <Rail onPalette={() => setPalette(true)} />}
        <div className={classes.content} id="main">
          <Outlet />
        </div>
        {isPhone && !inTicket && <BottomBar />}
        <ConnectionNote />
        <Ringing />
        <div className={classes.cards}>
          <div id={RINGING} />
          <OfferCards />
        </div>
        <Suspense>
          {can('calls:take', 'calls:dial') && <PhoneDock />}
          {palette && <Palette onClose={() => setPalette(false)} onKeys={() => setSheet(true)} />}
          {sheet && <KeySheet onClose={() => setSheet(false)} />}
        </Suspense>
      </div>
    </LiveProvider>
  );
}
