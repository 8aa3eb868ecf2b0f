import { useTranslation } from 'react-i18next';
import { TARGETS, type Attainment, type Figure } from '../../api/promises.types';
import { durationWords } from '../settings/promises/duration.rules';
import settings from '../settings/settings.module.css';
import { useReader } from '../time/reader';
import type { Behind } from './attainment.queries';
import classes from './reports.module.css';
import { useShare } from './share';

/** One line for each promise of each policy, team, channel, customer or month; the counts stand beside the share. */
export function FigureTable({
  attainment,
  onOpen,
}: {
  attainment: Attainment;
  onOpen: (title: string, of: Behind) => void;
}) {
  const { t } = useTranslation();
  const shareOf = useShare();
  const nameOf = useNames(attainment.by);
  const groups = [...new Set(attainment.items.map(({ key }) => key))].map((key) =>
    attainment.items.filter((one) => one.key === key),
  );
  if (groups.length === 0) return <p className={`${settings.list} ${settings.empty}`}>{t('reports.nothing')}</p>;
  return (
    <div className={classes.tableBox}>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">{t(`reports.by.${attainment.by}`)}</th>
            <th scope="col">{t('reports.promise')}</th>
            <th scope="col">{t('reports.promises')}</th>
            <th scope="col">{t('reports.missed')}</th>
            <th scope="col" colSpan={2}>
              {t('reports.met')}
            </th>
            <th scope="col">{t('reports.medianTime')}</th>
          </tr>
        </thead>
        {groups.map((figures) => (
          <tbody key={figures[0]?.key}>
            {figures.toSorted(byTarget).map((figure, at) => {
              const title = `${nameOf(figure)}, ${t(`promise.targets.${figure.target}`)}`;
              const of = { by: attainment.by, key: figure.key, target: figure.target };
              return (
                <tr key={figure.target}>
                  {at === 0 && (
                    <th scope="rowgroup" rowSpan={figures.length}>
                      {nameOf(figure)}
                    </th>
                  )}
                  <td className={classes.target}>
                    {t(`promise.targets.${figure.target}`)}
                    {figure.abandonedShare !== null && (
                      <GaveUp figure={figure} onOpen={() => onOpen(title, { ...of, state: 'abandoned' })} />
                    )}
                  </td>
                  <td data-label={t('reports.promises')}>
                    <button type="button" onClick={() => onOpen(title, of)}>
                      {figure.met + figure.breached}
                    </button>
                  </td>
                  <td data-label={t('reports.missed')}>
                    <button
                      type="button"
                      className={figure.breached > 0 ? 'bad' : undefined}
                      onClick={() => onOpen(title, { ...of, state: 'breached' })}
                    >
                      {figure.breached}
                    </button>
                  </td>
                  <td className={classes.share}>
                    <button type="button" onClick={() => onOpen(title, { ...of, state: 'met' })}>
                      <b>{shareOf(figure.share)}</b>
                    </button>
                  </td>
                  <td className={classes.barCell} aria-hidden="true">
                    <span className={classes.bar}>
                      <span style={{ width: `${figure.share * 100}%` }} />
                    </span>
                  </td>
                  <td data-label={t('reports.medianTime')}>
                    {figure.medianMinutes === null ? '–' : durationWords(figure.medianMinutes)}
                  </td>
                </tr>
              );
            })}
          </tbody>
        ))}
      </table>
    </div>
  );
}

/** How many gave up before anybody answered, beside how many it may be. */
function GaveUp({ figure, onOpen }: { figure: Figure; onOpen: () => void }) {
  const { t } = useTranslation();
  const shareOf = useShare();
  const { abandonedShare, abandonedAtMost } = figure;
  const share = shareOf(abandonedShare ?? 0);
  const tooMany = abandonedAtMost !== null && (abandonedShare ?? 0) * 100 > abandonedAtMost;
  return (
    <button type="button" className={tooMany ? 'bad' : 'dim'} onClick={onOpen}>
      {abandonedAtMost === null
        ? t('reports.gaveUp', { share })
        : t('reports.gaveUpOf', { share, most: shareOf(abandonedAtMost / 100) })}
    </button>
  );
}

const byTarget = (a: Figure, b: Figure): number => TARGETS.indexOf(a.target) - TARGETS.indexOf(b.target);

function useNames(by: Attainment['by']): (figure: Figure) => string {
  const { t } = useTranslation();
  const { language } = useReader();
  return ({ name, key }) => {
    if (!name || key === 'none') return t(`reports.without.${by}`);
    if (by === 'channel') return t(`channels.${name}`, { defaultValue: name });
    if (by !== 'month') return name;
    const month = new Intl.DateTimeFormat(language, { month: 'long', year: 'numeric', timeZone: 'UTC' });
    return month.format(new Date(`${name}-01T00:00:00Z`));
  };
}
