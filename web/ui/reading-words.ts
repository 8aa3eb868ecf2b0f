/** Numbers of devices and the time on a chart, in the reader's language and zone. Pure. */

interface Named {
  kind: string;
  unit: string;
  decimals: number;
  nameEn: string;
  namePt: string;
}

interface Reader {
  language: string;
  timeZone: string;
}

const DAY = 86_400_000;

export const metricName = (metric: Pick<Named, 'nameEn' | 'namePt'>, language: string): string =>
  language.startsWith('pt') ? metric.namePt : metric.nameEn;

export function measured(value: number, metric: Named, language: string, state: (on: boolean) => string): string {
  if (metric.kind === 'state') return state(value >= 0.5);
  const number = new Intl.NumberFormat(language, { maximumFractionDigits: metric.decimals }).format(value);
  return metric.unit ? `${number} ${metric.unit}` : number;
}

/** `14:00` within two days, `3 Nov` beyond. */
export function axisTime(at: number, spanMs: number, { language, timeZone }: Reader): string {
  const options: Intl.DateTimeFormatOptions =
    spanMs <= 2 * DAY
      ? { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }
      : spanMs <= 90 * DAY
        ? { day: 'numeric', month: 'short' }
        : { month: 'short', year: '2-digit' };
  return new Intl.DateTimeFormat(language, { ...options, timeZone }).format(new Date(at)).replace(/\./g, '');
}

export const pointTime = (at: number, spanMs: number, { language, timeZone }: Reader): string =>
  new Intl.DateTimeFormat(language, {
    day: 'numeric',
    month: 'short',
    ...(spanMs <= 60 * DAY ? { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } : { year: 'numeric' }),
    timeZone,
  }).format(new Date(at));

/** How far the zone is ahead of UTC at a moment. */
export function zoneOffset(at: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    ...{ year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', hourCycle: 'h23' },
    timeZone,
  }).formatToParts(new Date(at));
  const of = (type: string) => Number(parts.find((part) => part.type === type)?.value);
  return Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute')) - Math.floor(at / 60_000) * 60_000;
}
