import type { Tile as TileData, TilePoint } from '../api/report-requests.types';
import { decimalsOf, money } from './money.rules';
import classes from './tile.module.css';

interface Props {
  tile: Pick<TileData, 'points' | 'kind'>;
  title: string;
  /** How it is counted, in words. */
  definition: string;
  nothing: string;
  /** `this month`, beside the last number. */
  lately: string;
  /** What a group is called. */
  nameOf: (point: TilePoint) => string;
  csv?: { href: string; label: string };
  language: string;
}

const MONTH = /^\d{4}-\d{2}$/;

/** One live figure: months as columns, anything else as lines, and always how it is counted. */
export function Tile({ tile, title, definition, nothing, lately, nameOf, csv, language }: Props) {
  const units = [...new Set(tile.points.map(({ unit }) => unit))];
  const isMonthly = tile.points.some(({ key }) => MONTH.test(key));
  return (
    <article className={classes.tile}>
      <div className={classes.head}>
        <h3>{title}</h3>
        {csv && (
          <a href={csv.href} download aria-label={csv.label}>
            CSV
          </a>
        )}
      </div>
      {tile.points.length === 0 && <p className={classes.none}>{nothing}</p>}
      {isMonthly
        ? units.map((unit) => (
            <Months
              key={unit}
              points={tile.points.filter((point) => point.unit === unit)}
              lately={lately}
              language={language}
            />
          ))
        : tile.points.length > 0 && <Groups points={tile.points} nameOf={nameOf} language={language} />}
      <p className={classes.about}>{definition}</p>
    </article>
  );
}

function Months({ points, lately, language }: { points: TilePoint[]; lately: string; language: string }) {
  const most = Math.max(1, ...points.map(({ value }) => value ?? 0));
  const last = points.at(-1)!;
  const words = (key: string): string =>
    new Intl.DateTimeFormat(language, { month: 'short', year: 'numeric', timeZone: 'UTC' }).format(
      new Date(`${key}-15T00:00:00Z`),
    );
  return (
    <>
      <p className={classes.now}>
        {valueWords(last, language)}
        <small>{lately}</small>
      </p>
      {points.length > 1 && (
        <>
          <div
            className={classes.months}
            role="img"
            aria-label={points.map((one) => `${words(one.key)}: ${valueWords(one, language)}`).join(', ')}
          >
            {points.map((one, at) => (
              <i
                key={one.key}
                data-last={at === points.length - 1 || undefined}
                title={`${words(one.key)}: ${valueWords(one, language)}`}
                style={{ height: `${(Math.max(0, one.value ?? 0) / most) * 100}%` }}
              />
            ))}
          </div>
          <div className={classes.ends} aria-hidden="true">
            <span>{words(points[0]!.key)}</span>
            <span>{words(last.key)}</span>
          </div>
        </>
      )}
    </>
  );
}

function Groups({
  points,
  nameOf,
  language,
}: {
  points: TilePoint[];
  nameOf: (point: TilePoint) => string;
  language: string;
}) {
  const most = Math.max(1, ...points.map(({ value }) => value ?? 0));
  return (
    <ul className={classes.groups}>
      {points.map((one) => (
        <li key={one.key}>
          <span>{nameOf(one)}</span>
          <b>{valueWords(one, language)}</b>
          <span className={classes.bar} aria-hidden="true">
            <i style={{ width: `${((one.value ?? 0) / most) * 100}%` }} />
          </span>
        </li>
      ))}
    </ul>
  );
}

function valueWords({ value, unit }: TilePoint, language: string): string {
  if (value === null) return '–';
  if (unit.startsWith('minor:')) {
    const currency = unit.slice('minor:'.length);
    return money(value, currency, language).replace(decimalsOf(currency) === 2 ? /[.,]00$/ : /$^/, '');
  }
  const number = new Intl.NumberFormat(language, { maximumFractionDigits: 1 }).format(value);
  return unit === 'percent' ? `${number} %` : number;
}
