import { Button } from '@mantine/core';
import {
  IconArrowsExchange,
  IconBuildingWarehouse,
  IconCheck,
  IconMapPin,
  IconPackage,
  IconQuestionMark,
  IconTool,
  IconTrash,
  IconTruck,
  IconPuzzle,
  type Icon,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { UnitMove } from '../../api/equipment.types';
import { useNow, useReader } from '../time/reader';
import { fullTime, shortTime } from '../time/time';
import { useMoves } from './equipment.queries';
import classes from './equipment.module.css';
import { placeWords } from './unit-words';

const ICONS: Record<UnitMove['action'], Icon> = {
  register: IconPackage,
  transfer: IconBuildingWarehouse,
  send: IconTruck,
  install: IconMapPin,
  return: IconBuildingWarehouse,
  repair: IconTool,
  repaired: IconCheck,
  retire: IconTrash,
  lose: IconQuestionMark,
  find: IconCheck,
  build_in: IconPuzzle,
  take_out: IconPuzzle,
};

/** Everything that happened to it, the newest first. */
export function MovesList({ id }: { id: string }) {
  const { t } = useTranslation();
  const list = useMoves(id);
  const moves = list.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <section>
      <h2 className={classes.heading}>{t('equipment.history')}</h2>
      <ol className={classes.history}>
        {moves.map((move) => (
          <Entry key={move.id} move={move} />
        ))}
      </ol>
      {list.hasNextPage && (
        <Button variant="default" mt={12} loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {t('common.more')}
        </Button>
      )}
    </section>
  );
}

function Entry({ move }: { move: UnitMove }) {
  const { t } = useTranslation();
  const reader = useReader();
  const now = useNow(60_000);
  const swapped =
    move.with !== null && (move.action === 'install' || move.action === 'return' || move.action === 'repair');
  const Shape = swapped ? IconArrowsExchange : ICONS[move.action];
  return (
    <li>
      <span className={classes.dot} data-action={move.action}>
        <Shape size={14} stroke={1.75} aria-hidden="true" />
      </span>
      <div className="grow">
        <p>
          {t(`equipment.did.${move.action}`, { place: placeWords(move.to) || '–' })}
          {move.with && (
            <>
              {' '}
              <span className="mid">
                {t(
                  `equipment.withUnit.${swapped ? 'swap' : move.action === 'build_in' || move.action === 'take_out' ? move.action : 'along'}`,
                )}{' '}
              </span>
              <Link className="link" to={`/equipment/${move.with.id}`}>
                {move.with.tag}
              </Link>
            </>
          )}
        </p>
        {move.reason && <p className={classes.why}>{move.reason}</p>}
        <p className={classes.who}>
          {move.actorName} ·{' '}
          <time dateTime={move.at} title={fullTime(move.at, reader)}>
            {shortTime(move.at, now, reader)}
          </time>
          {move.ticketId && (
            <>
              {' · '}
              <Link className="link" to={`/tickets/${move.ticketId}`}>
                {t('equipment.ticket')}
              </Link>
            </>
          )}
          {move.visitId && ` · ${t('equipment.atVisit')}`}
        </p>
      </div>
    </li>
  );
}
