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
  const lines = [...new Set(tile.points.map(lineOf))];
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
        ? lines.map((line) => (
            <Months
              key={line}
              points={tile.points.filter((point) => lineOf(point) === line)}
              isOneOfMany={lines.length > 1}
              lately={lately}
              language={language}
            />
          ))
        : tile.points.length > 0 && <Groups points={tile.points} nameOf={nameOf} language={language} />}
      <p className={classes.about}>{definition}</p>
    </article>
  );
}

/** Months of one unit, and where several things are measured in it, of one of them. */
const lineOf = ({ unit, name }: TilePoint): string => `${unit} ${name ?? ''}`;

function Months({
  points,
  isOneOfMany,
  lately,
  language,
}: {
  points: TilePoint[];
  isOneOfMany: boolean;
  lately: string;
  language: string;
}) {
  const heightOf = scaleOf(points);
  const last = points.at(-1)!;
  const name = language.startsWith('pt') ? (last.namePt ?? last.name) : last.name;
  const words = (key: string): string =>
    new Intl.DateTimeFormat(language, { month: 'short', year: 'numeric', timeZone: 'UTC' }).format(
      new Date(`${key}-15T00:00:00Z`),
    );
  return (
    <>
      {name && <p className={classes.line}>{name}</p>}
      <p className={classes.now} data-small={isOneOfMany || undefined}>
        {valueWords(last, language)}
        <small>{lately}</small>
      </p>
      {points.length > 1 && (
        <>
          <div
            className={classes.months}
            role="img"
            aria-label={`${name ? `${name}. ` : ''}${points.map((one) => `${words(one.key)}: ${valueWords(one, language)}`).join(', ')}`}
          >
            {points.map((one, at) => (
              <i
                key={one.key}
                data-last={at === points.length - 1 || undefined}
                title={`${words(one.key)}: ${valueWords(one, language)}`}
                style={{ height: `${heightOf(one.value) * 100}%` }}
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

/** Counts stand on zero. What is measured may lie below it, and its changes are small: it stands on its lowest. */
function scaleOf(points: TilePoint[]): (value: number | null) => number {
  const values = points.flatMap(({ value }) => (value === null ? [] : [value]));
  const high = Math.max(...values);
  if (!points[0]!.unit.startsWith('of:')) return (value) => Math.max(0, value ?? 0) / Math.max(1, high);
  const low = Math.min(...values);
  const span = high - low || 1;
  return (value) => (value === null ? 0 : (value - low + span / 3) / (span * (4 / 3)));
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
  if (unit.startsWith('of:')) return `${number} ${unit.slice('of:'.length)}`.trim();
  return unit === 'percent' ? `${number} %` : number;
}
