import { useTranslation } from 'react-i18next';
import type { Board, VisitRow } from '../../api/dispatch.types';
import classes from './dispatch.module.css';
import { placesOf } from './map.rules';

const SIZE = 240;

/** Schematic: it needs no tiles and asks nobody outside. */
export function MapView({ board, selected }: { board: Board; selected: VisitRow }) {
  const { t } = useTranslation();
  const { technicians, visits } = placesOf(board, selected);
  const here = visits.find(({ id }) => id === selected.id);
  const lead = technicians.find(({ id }) => id === selected.technicians[0]?.id);
  const at = (share: number) => (share * SIZE).toFixed(1);
  return (
    <section className={classes.map} aria-label={t('dispatch.map')}>
      <header>
        <h2>{t('dispatch.map')}</h2>
        <span className={classes.small}>{t('dispatch.mapHint')}</span>
      </header>
      <svg viewBox={`0 0 ${SIZE} ${SIZE}`} role="img" aria-label={t('dispatch.map')}>
        {here && lead && (
          <line x1={at(lead.x)} y1={at(lead.y)} x2={at(here.x)} y2={at(here.y)} className={classes.way} />
        )}
        {visits.map(({ id, x, y, label, isLate }) => (
          <rect
            key={id}
            x={x * SIZE - 5}
            y={y * SIZE - 5}
            width={10}
            height={10}
            transform={`rotate(45 ${at(x)} ${at(y)})`}
            className={classes.job}
            data-late={isLate || undefined}
            data-selected={id === selected.id || undefined}
          >
            <title>{label}</title>
          </rect>
        ))}
        {technicians.map(({ id, x, y, name }) => (
          <g key={id} className={classes.person} data-selected={id === lead?.id || undefined}>
            <title>{name}</title>
            <circle cx={at(x)} cy={at(y)} r={11} />
            <text x={at(x)} y={y * SIZE + 3}>
              {name
                .split(/\s+/)
                .map((word) => word[0])
                .slice(0, 2)
                .join('')}
            </text>
          </g>
        ))}
      </svg>
    </section>
  );
}
