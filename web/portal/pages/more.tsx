import {
  IconBox,
  IconChartBar,
  IconChevronRight,
  IconLifebuoy,
  IconMessages,
  IconFileAnalytics,
  IconReceipt,
  IconShieldCheck,
  IconUser,
  IconUsers,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Unread, usePlaces } from '../frame';
import { InstallOffer } from '../parts/install';

const ICONS: Record<string, typeof IconUser> = {
  '/chat': IconMessages,
  '/advisories': IconShieldCheck,
  '/equipment': IconBox,
  '/money': IconReceipt,
  '/figures': IconChartBar,
  '/help': IconLifebuoy,
  '/reports': IconFileAnalytics,
  '/people': IconUsers,
  '/profile': IconUser,
};
/** These stand in the bar at the foot of a phone. */
const BAR = new Set(['/', '/tickets', '/visits']);

export function More() {
  const { t } = useTranslation();
  const places: ReturnType<typeof usePlaces> = [
    ...usePlaces().filter(({ to }) => !BAR.has(to)),
    { to: '/advisories', words: t('advisories.title') },
    { to: '/profile', words: t('profile') },
  ];
  return (
    <>
      <div className="hello">
        <h1>{t('more')}</h1>
      </div>
      <section className="card list">
        {places.map(({ to, words, unread }) => {
          const Shape = ICONS[to] ?? IconChevronRight;
          return (
            <Link key={to} className="li" to={to}>
              <Shape size={20} stroke={1.6} aria-hidden />
              <span className="a">{words}</span>
              <Unread count={unread} />
              <IconChevronRight size={16} className="mid" aria-hidden />
            </Link>
          );
        })}
      </section>
      <InstallOffer />
    </>
  );
}
