import { useTranslation } from 'react-i18next';
import { monthOf } from '../model/figures.rules';
import type { Kept } from '../portal.api';

const [WIDTH, STEP, SIZE, HIGH] = [352, 11, 9, 6];

/** Each promise of the month as a square over the day on which it was decided; a missed one is crossed. */
export function Squares({ kept, now }: { kept: readonly Kept[]; now: Date }) {
  const { t, i18n } = useTranslation();
  const { days } = monthOf(now);
  const gap = (WIDTH - SIZE) / (days - 1);
  const byDay = new Map<number, Kept[]>();
  for (const one of kept) {
    if (one.state === 'cancelled') continue;
    const day = new Date(one.decidedAt).getDate();
    byDay.set(day, [...(byDay.get(day) ?? []), one]);
  }
  const most = Math.max(1, ...[...byDay.values()].map((list) => list.length));
  const high = Math.min(most, HIGH);
  const base = high * STEP;
  const missed = kept.filter(({ state }) => state === 'breached').length;
  const label = new Intl.DateTimeFormat(i18n.language, { day: 'numeric', month: 'short' });
  const today = now.getDate();
  return (
    <>
      <svg
        className="unit"
        viewBox={`0 0 ${WIDTH} ${base + 20}`}
        role="img"
        aria-label={t('squaresLabel', { count: kept.length, missed })}
      >
        {Array.from({ length: days }, (_, at) => {
          const list = (byDay.get(at + 1) ?? []).toSorted((a, b) => a.state.localeCompare(b.state) * -1);
          return (
            <g key={at} transform={`translate(${(at * gap).toFixed(1)} 0)`}>
              {list.slice(0, HIGH).map((one, up) => (
                <Square key={up} y={base - (up + 1) * STEP} isMissed={one.state === 'breached'} />
              ))}
              <rect y={base} width={SIZE} height={1.5} className="base" />
            </g>
          );
        })}
        <text x={0} y={base + 15}>
          {label.format(new Date(now.getFullYear(), now.getMonth(), 1))}
        </text>
        {today > 4 && today < days - 3 && (
          <text x={(today - 1) * gap + SIZE / 2} y={base + 15} textAnchor="middle" className="today">
            {t('today')}
          </text>
        )}
        <text x={WIDTH} y={base + 15} textAnchor="end">
          {days}
        </text>
      </svg>
      <p className="xs mid unitnote">{t('oneSquare')}</p>
    </>
  );
}

function Square({ y, isMissed }: { y: number; isMissed: boolean }) {
  if (!isMissed) return <rect y={y} width={SIZE} height={SIZE} rx={2} className="kept" />;
  return (
    <g transform={`translate(0 ${y})`} className="missed">
      <rect x={0.75} y={0.75} width={7.5} height={7.5} rx={1.5} />
      <path d="M2.7 2.7l3.6 3.6m0-3.6l-3.6 3.6" />
    </g>
  );
}
