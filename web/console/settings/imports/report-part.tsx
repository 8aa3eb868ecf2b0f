import { Button } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { imports } from '../../../api/imports.api';
import type { Figure, Import, ImportPlan, ImportRow } from '../../../api/imports.types';
import { useReader } from '../../time/reader';
import { Answer, Part } from '../parts';
import classes from './imports.module.css';
import { useImportChange } from './imports.queries';

const PLANS: ImportPlan[] = ['create', 'update', 'skip', 'refuse'];
const BECAME: Figure[] = ['created', 'updated', 'skipped', 'refused', 'removed', 'restored', 'kept'];
/** In this order they are made. */
const KINDS = [
  'companies',
  'sites',
  'contacts',
  'contracts',
  'equipment',
  'deals',
  'tickets',
  'messages',
  'files',
  'articles',
];
/** Of attachments: the same in the dry run and after it. */
const FILES: Figure[] = ['found', 'missing', 'unclaimed'];

/** What would happen, or happened: as figures, and row by row. */
export function ReportPart({ one, onChange }: { one: Import; onChange: () => void }) {
  const { t } = useTranslation();
  const [shown, setShown] = useState<ImportPlan>('create');
  const run = useImportChange(() => imports.run(one.id));
  const checked = one.state === 'checked';
  const sum = (figure: Figure) => Object.values(one.counts).reduce((all, figures) => all + (figures[figure] ?? 0), 0);
  const plans = PLANS.filter((plan) => sum(plan) > 0);
  // What became something is forgotten: only what was left out is still there.
  const left = checked ? plans : plans.filter((plan) => plan === 'skip' || plan === 'refuse');
  const open = left.includes(shown) ? shown : left.at(checked ? 0 : -1);
  const refusedLater = sum('refused');
  return (
    <>
      <Part
        title={t(checked ? 'imports.wouldBe' : 'imports.became')}
        intro={checked ? t('imports.wouldBeIntro') : undefined}
      >
        {KINDS.filter((kind) => one.counts[kind]).map((kind) => (
          <KindFigures key={kind} one={one} kind={kind} checked={checked} />
        ))}
        {checked && (
          <div className={classes.foot}>
            {sum('refuse') + sum('missing') + sum('unclaimed') > 0 && (
              <Button
                component="a"
                href={imports.refusedAddress(one.id)}
                variant="default"
                leftSection={<IconDownload size={14} />}
              >
                {t('imports.refusedFile')}
              </Button>
            )}
            <Button variant="default" onClick={onChange}>
              {t('imports.changeMapping')}
            </Button>
            <Button disabled={sum('create') + sum('update') === 0} loading={run.isPending} onClick={() => run.mutate()}>
              {t('imports.run', { count: sum('create') + sum('update') })}
            </Button>
          </div>
        )}
      </Part>
      {open && (
        <Part title={t(checked ? 'imports.rows' : 'imports.rowsLeft')}>
          <div className={classes.figures} role="group" aria-label={t('imports.rows')}>
            {left.map((plan) => (
              <button key={plan} type="button" aria-pressed={plan === open} onClick={() => setShown(plan)}>
                <strong>{sum(plan) + (plan === 'refuse' && !checked ? refusedLater : 0)}</strong>
                <span>{t(`imports.figures.${plan}`)}</span>
              </button>
            ))}
          </div>
          <Rows one={one} plan={open} />
        </Part>
      )}
    </>
  );
}

function KindFigures({ one, kind, checked }: { one: Import; kind: string; checked: boolean }) {
  const { t } = useTranslation();
  const { language } = useReader();
  const number = new Intl.NumberFormat(language);
  const figures = one.counts[kind]!;
  const names: Figure[] =
    kind === 'files' ? FILES : figures.said !== undefined ? ['said'] : checked ? PLANS : [...BECAME, 'skip', 'refuse'];
  const some = names.filter((name) => (figures[name] ?? 0) > 0);
  if (some.length === 0) return null;
  return (
    <div className={classes.kind}>
      <h3>{t(`imports.kinds.${kind}`)}</h3>
      <div className={classes.figures} style={{ marginTop: 8 }}>
        {some.map((name) => (
          <div key={name} data-tone={['refuse', 'refused', 'missing'].includes(name) ? 'bad' : undefined}>
            <strong>{number.format(figures[name] ?? 0)}</strong>
            <span>{t(`imports.figures.${name}`)}</span>
          </div>
        ))}
      </div>
    </div>
  );
}

function Rows({ one, plan }: { one: Import; plan: ImportPlan }) {
  const { t } = useTranslation();
  const rows = useInfiniteQuery({
    queryKey: ['imports', 'rows', one.id, plan, one.version],
    queryFn: ({ pageParam }) => imports.rows(one.id, plan, pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });
  return (
    <Answer of={rows}>
      {({ pages }) => {
        const items = pages.flatMap((page) => page.items);
        const fields = [...new Set(items.flatMap(({ values }) => Object.keys(values)))].slice(0, 8);
        return (
          <>
            <div className={classes.scroll} tabIndex={0} role="region" aria-label={t('imports.rows')}>
              <table className={classes.table}>
                <thead>
                  <tr>
                    <th>{t('imports.line')}</th>
                    {plan !== 'create' && plan !== 'update' && <th>{t('imports.reason')}</th>}
                    {fields.map((field) => (
                      <th key={field}>{nameOf(t, field)}</th>
                    ))}
                  </tr>
                </thead>
                <tbody>
                  {items.map((row) => (
                    <tr key={`${row.kind} ${row.line}`}>
                      <td>{row.line}</td>
                      {plan !== 'create' && plan !== 'update' && <td className="bad">{whyOf(t, row)}</td>}
                      {fields.map((field) => (
                        <td key={field}>{shownOf(row.values[field])}</td>
                      ))}
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
            {rows.hasNextPage && (
              <Button
                variant="default"
                mt={12}
                loading={rows.isFetchingNextPage}
                onClick={() => void rows.fetchNextPage()}
              >
                {t('imports.more')}
              </Button>
            )}
          </>
        );
      }}
    </Answer>
  );
}

type T = ReturnType<typeof useTranslation>['t'];

const nameOf = (t: T, field: string): string =>
  field.startsWith('field:') ? field.slice(6) : t(`imports.fields.${field}`, { defaultValue: field });

const whyOf = (t: T, { errors }: ImportRow): string =>
  errors
    .map(({ field, reason, value }) => {
      const words = t(`imports.reasons.${reason}`, { line: value });
      return `${field ? `${nameOf(t, field)}: ` : ''}${words}${value && reason !== 'repeated' ? ` (${value})` : ''}`;
    })
    .join('; ');

const shownOf = (value: unknown): string =>
  Array.isArray(value) ? value.join(', ') : value === undefined || value === null ? '' : String(value).slice(0, 200);
