import { useElementSize } from '@mantine/hooks';
import { useState, type KeyboardEvent, type PointerEvent } from 'react';
import { nearest, pieces, roundTicks, timeTicks, type ChartPoint } from './chart.rules';
import classes from './line-chart.module.css';

export interface ChartLimit {
  value: number;
  tone: 'info' | 'warning' | 'critical';
  label: string;
}

interface Props {
  /** What it shows, for who does not see it. */
  name: string;
  points: readonly ChartPoint[];
  from: number;
  to: number;
  limits?: readonly ChartLimit[];
  /** On and off: the line steps, and the axis is theirs. */
  steps?: boolean;
  valueWords: (value: number) => string;
  /** On the axis, and of one point. */
  axisWords: (at: number) => string;
  momentWords: (at: number) => string;
  /** How far the reader's clock is ahead of UTC. */
  offsetMs: number;
  height?: number;
}

const TOP = 12;
const BOTTOM = 22;
const RIGHT = 8;
const LETTER = 6.4;

/** Numbers over time: the mean as a line, least and most as a band. Arrow keys go from point to point. */
export function LineChart(props: Props) {
  const { points, name, valueWords, momentWords, height = 220 } = props;
  const { ref, width } = useElementSize();
  const [at, setAt] = useState<number | null>(null);
  const shown = at !== null && at < points.length ? at : null;
  const place = placeOf(props, width, height);
  const point = (event: PointerEvent<HTMLDivElement>) => {
    if (points.length === 0) return;
    const left = event.clientX - event.currentTarget.getBoundingClientRect().left;
    setAt(nearest(points, place.momentAt(left)));
  };
  const step = (event: KeyboardEvent) => {
    const now = shown ?? points.length - 1;
    const wanted = { ArrowLeft: now - 1, ArrowRight: now + 1, Home: 0, End: points.length - 1 }[event.key];
    if (wanted === undefined || points.length === 0) return;
    event.preventDefault();
    setAt(Math.max(0, Math.min(points.length - 1, wanted)));
  };
  const now = points[shown ?? points.length - 1];
  const words = now ? `${momentWords(now.at)}: ${valueWords(now.value)}` : '–';
  return (
    <div
      ref={ref}
      className={classes.chart}
      style={{ height }}
      role="slider"
      tabIndex={0}
      aria-label={name}
      aria-valuemin={0}
      aria-valuemax={Math.max(0, points.length - 1)}
      aria-valuenow={shown ?? Math.max(0, points.length - 1)}
      aria-valuetext={words}
      onPointerMove={point}
      onPointerDown={point}
      onPointerLeave={() => setAt(null)}
      onBlur={() => setAt(null)}
      onKeyDown={step}
    >
      {width > 0 && <Drawing {...props} width={width} height={height} place={place} shown={shown} />}
      {shown !== null && now && (
        <div
          className={classes.tip}
          style={place.x(now.at) > width / 2 ? { right: width - place.x(now.at) + 10 } : { left: place.x(now.at) + 10 }}
        >
          <b>{valueWords(now.value)}</b>
          {now.min !== now.max && (
            <span>
              {valueWords(now.min)} – {valueWords(now.max)}
            </span>
          )}
          <span>{momentWords(now.at)}</span>
        </div>
      )}
    </div>
  );
}

type Place = ReturnType<typeof placeOf>;

function placeOf({ points, from, to, limits = [], steps, valueWords }: Props, width: number, height: number) {
  const values = steps
    ? [0, 1]
    : [...points.flatMap(({ min, max }) => [min, max]), ...limits.map(({ value }) => value)];
  const [low, high] = values.length > 0 ? [Math.min(...values), Math.max(...values)] : [0, 1];
  const ticks = steps ? [0, 1] : roundTicks(low, high, 4);
  const left = Math.max(...ticks.map((one) => valueWords(one).length)) * LETTER + 8;
  const [bottom, top] = [ticks[0]!, ticks.at(-1)!];
  const inner = Math.max(1, width - left - RIGHT);
  const x = (at: number) => left + ((at - from) / (to - from)) * inner;
  const y = (value: number) => TOP + (1 - (value - bottom) / (top - bottom)) * (height - TOP - BOTTOM);
  return {
    ticks,
    left,
    right: width - RIGHT,
    x,
    y,
    momentAt: (px: number) => from + ((px - left) / inner) * (to - from),
  };
}

function Drawing(props: Props & { width: number; height: number; place: Place; shown: number | null }) {
  const { points, from, to, limits = [], steps, valueWords, axisWords, offsetMs, width, height, place, shown } = props;
  const { x, y, left, right } = place;
  const times = timeTicks(from, to, Math.max(2, Math.floor(width / 96)), offsetMs);
  const line = (piece: readonly ChartPoint[]) =>
    piece
      .map((one, n) => {
        const before = piece[n - 1];
        const step = steps && before ? `L${x(one.at).toFixed(1)},${y(before.value).toFixed(1)} ` : '';
        return `${n === 0 ? 'M' : `${step}L`}${x(one.at).toFixed(1)},${y(one.value).toFixed(1)}`;
      })
      .join(' ');
  const band = (piece: readonly ChartPoint[]) =>
    `M${[
      ...piece.map((one) => `${x(one.at).toFixed(1)},${y(one.max).toFixed(1)}`),
      ...piece.toReversed().map((one) => `${x(one.at).toFixed(1)},${y(one.min).toFixed(1)}`),
    ].join(' L')}Z`;
  const cursor = shown === null ? undefined : points[shown];
  return (
    <svg viewBox={`0 0 ${width} ${height}`} height={height} aria-hidden="true">
      {place.ticks.map((tick) => (
        <g key={tick}>
          <line className={classes.grid} x1={left} x2={right} y1={y(tick)} y2={y(tick)} />
          <text className={classes.label} x={left - 6} y={y(tick) + 4} textAnchor="end">
            {valueWords(tick)}
          </text>
        </g>
      ))}
      {times.map((at) => (
        <text
          key={at}
          className={classes.label}
          x={Math.min(Math.max(x(at), left + 14), right - 16)}
          y={height - 6}
          textAnchor="middle"
        >
          {axisWords(at)}
        </text>
      ))}
      {pieces(points).map((piece) => (
        <g key={piece[0]!.at}>
          {!steps && piece.length > 1 && <path className={classes.band} d={band(piece)} />}
          {piece.length > 1 ? (
            <path className={classes.line} d={line(piece)} />
          ) : (
            <circle className={classes.alone} cx={x(piece[0]!.at)} cy={y(piece[0]!.value)} r={2.5} />
          )}
        </g>
      ))}
      {limits.map(({ value, tone, label }) => (
        <g key={`${label} ${value}`}>
          <line className={classes.limit} data-tone={tone} x1={left} x2={right} y1={y(value)} y2={y(value)} />
          <text className={classes.limitLabel} data-tone={tone} x={right - 4} y={y(value) - 5} textAnchor="end">
            {label}
          </text>
        </g>
      ))}
      {cursor && (
        <g>
          <line className={classes.cursor} x1={x(cursor.at)} x2={x(cursor.at)} y1={TOP} y2={height - BOTTOM} />
          <circle className={classes.dot} cx={x(cursor.at)} cy={y(cursor.value)} r={4} />
        </g>
      )}
    </svg>
  );
}

/** The shape of a day, without numbers. */
export function Sparkline({
  values,
  width = 96,
  height = 24,
}: {
  values: readonly (number | null)[];
  width?: number;
  height?: number;
}) {
  const known = values.filter((one) => one !== null);
  if (known.length === 0) return <svg className={classes.spark} width={width} height={height} aria-hidden="true" />;
  const [low, high] = [Math.min(...known), Math.max(...known)];
  const x = (n: number) => 2 + (n / Math.max(1, values.length - 1)) * (width - 4);
  const y = (value: number) => (high === low ? height / 2 : 2 + (1 - (value - low) / (high - low)) * (height - 4));
  const path = values
    .flatMap((value, n) =>
      value === null ? [] : `${(values[n - 1] ?? null) === null ? 'M' : 'L'}${x(n).toFixed(1)},${y(value).toFixed(1)}`,
    )
    .join(' ');
  const last = values.findLastIndex((one) => one !== null);
  return (
    <svg className={classes.spark} width={width} height={height} aria-hidden="true">
      <path className={classes.line} d={path} />
      <circle className={classes.alone} cx={x(last)} cy={y(values[last]!)} r={2} />
    </svg>
  );
}
