import { Button, Modal } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { AttainmentRow } from '../../api/promises.types';
import { ProblemState } from '../feedback/problem-state';
import { durationWords } from '../settings/promises/duration.rules';
import settings from '../settings/settings.module.css';
import { useNow, useReader } from '../time/reader';
import { clockTime, shortDate } from '../time/time';
import { useRowsBehind, type Behind } from './attainment.queries';
import { ExportButton } from './export-button';
import type { Range } from './range.rules';
import classes from './reports.module.css';

/** The promises behind a figure, the last one first. */
export function RowsDialog({
  title,
  behind,
  range,
  onClose,
}: {
  title: string;
  behind: Behind;
  range: Range;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const rows = useRowsBehind(behind, range);
  const items = rows.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Modal opened onClose={onClose} title={title} size="xl">
      {rows.error && <ProblemState error={rows.error} onRetry={() => void rows.refetch()} />}
      {rows.isSuccess && (
        <div className={settings.list}>
          {items.map((row) => (
            <RowLine key={`${row.ticket.id}-${row.target}-${row.instance}`} row={row} />
          ))}
          {items.length === 0 && <p className={settings.empty}>{t('reports.noRows')}</p>}
        </div>
      )}
      <div className={classes.dialogFoot}>
        {rows.hasNextPage && (
          <Button variant="default" loading={rows.isFetchingNextPage} onClick={() => void rows.fetchNextPage()}>
            {t('common.more')}
          </Button>
        )}
        <span className="grow" />
        <ExportButton behind={behind} range={range} />
      </div>
    </Modal>
  );
}

function RowLine({ row }: { row: AttainmentRow }) {
  const { t } = useTranslation();
  const reader = useReader();
  const now = useNow();
  const words = (minutes: number) => durationWords(minutes);
  return (
    <Link to={`/tickets/${row.ticket.number}`} className={settings.row}>
      <div className="grow">
        <div className="cut">
          <span className="dim">#{row.ticket.number}</span> <b>{row.ticket.subject}</b>
        </div>
        <div className={`cut ${settings.small}`}>
          {[t(`promise.targets.${row.target}`), row.policy, row.team, row.company].filter(Boolean).join(' · ')}
        </div>
      </div>
      <div className={classes.rowFacts}>
        <span className={row.state === 'met' ? 'ok' : row.state === 'cancelled' ? 'dim' : 'bad'}>
          {t(`reports.${row.state}`)}
        </span>
        <span className={settings.small}>
          {row.usedMinutes === null
            ? words(row.targetMinutes)
            : t('reports.usedOf', { used: words(row.usedMinutes), promised: words(row.targetMinutes) })}
        </span>
      </div>
      <span className={`${settings.small} ${settings.hideOnPhone} ${classes.when}`}>
        {shortDate(row.decidedAt, now, reader)} {clockTime(row.decidedAt, reader)}
      </span>
    </Link>
  );
}
