import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { channels } from '../../api/channels.api';
import type { IntakeSummary } from '../../api/channels.types';
import { KeyCap } from '../../ui/key-cap';
import { HEALTH } from '../settings/organisation/health';
import { healthWords } from '../settings/organisation/health-words';
import dots from '../settings/settings.module.css';
import classes from './start-page.module.css';

/** What runs here, and what has come in so far. */
export function InstallationSide({ summary }: { summary: IntakeSummary | undefined }) {
  const { t } = useTranslation();
  const health = useQuery({ queryKey: HEALTH, queryFn: channels.health, refetchInterval: 10_000 });
  const ended = summary ? summary.processed + summary.ignored + summary.quarantined : 0;
  const sum =
    summary &&
    ([
      ['', 'arrived', ended + summary.received],
      ['=', 'processed', summary.processed],
      ['+', 'ignored', summary.ignored],
      ['+', 'quarantined', summary.quarantined],
      ...(summary.received ? [['+', 'waiting', summary.received] as const] : []),
    ] as const);
  return (
    <aside className={classes.side} aria-label={t('start.installation')}>
      <section>
        <h3>{t('start.installation')}</h3>
        {Object.entries(health.data?.parts ?? {}).map(([name, part]) => (
          <div key={name} className={classes.line}>
            <span
              className={dots.dot}
              data-state={part.ok ? undefined : 'bad'}
              role="img"
              aria-label={t(part.ok ? 'health.fine' : 'health.failing')}
            />
            <span>{t(`health.parts.${name}`, { defaultValue: name })}</span>
            <span>{healthWords(part.detail, t)}</span>
          </div>
        ))}
      </section>
      <section>
        <h3>{t('settings.sections.intake')}</h3>
        {sum && (
          <div className={classes.sum}>
            {sum.flatMap(([sign, name, count]) => [
              ...(sign ? [<span key={`${name}-sign`}>{sign}</span>] : []),
              <div key={name}>
                <span>{t(`intake.${name}`)}</span>
                <strong>{count}</strong>
              </div>,
            ])}
          </div>
        )}
        <p className={classes.small}>{t('start.addsUp')}</p>
      </section>
      <section className={classes.keys}>
        <h3>{t('start.keys')}</h3>
        <div className={classes.line}>
          <span>{t('keys.palette')}</span>
          <span>
            <KeyCap>mod</KeyCap> <KeyCap>K</KeyCap>
          </span>
        </div>
        <div className={classes.line}>
          <span>{t('start.nextPrevious')}</span>
          <span>
            <KeyCap>j</KeyCap> <KeyCap>k</KeyCap>
          </span>
        </div>
        <div className={classes.line}>
          <span>{t('keys.title')}</span>
          <span>
            <KeyCap>?</KeyCap>
          </span>
        </div>
      </section>
    </aside>
  );
}
