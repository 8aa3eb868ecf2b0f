import { ActionIcon, Button, Menu, Skeleton } from '@mantine/core';
import { IconArrowsExchange, IconCalendarPlus, IconChevronLeft, IconDots, IconPencil } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import type { Move, WholeUnit } from '../../api/equipment.types';
import { Late } from '../../ui/late';
import { NotFound } from '../feedback/page-error';
import { ProblemState } from '../feedback/problem-state';
import { useCan } from '../session/session';
import { usePageTitle } from '../shell/title';
import { UnitReadings } from '../telemetry/unit-readings';
import { useUnit } from './equipment.queries';
import classes from './equipment.module.css';
import { MoveDialog } from './move-dialog';
import { MovesList } from './moves-list';
import { ReserveDialog } from './reserve-dialog';
import { SoftwareDialog } from './software-dialog';
import { SwapDialog } from './swap-dialog';
import { UnitDialog } from './unit-dialog';
import { UnitFacts } from './unit-facts';
import { UnitTickets } from './unit-tickets';
import { modelName, ModelIcon, UnitBadge } from './unit-words';

type Dialog = Move | 'swap' | 'reserve' | 'edit' | 'software';

/** What people most often want next stands open; the rest is in the menu. */
const FIRST: readonly Move[] = ['install', 'return', 'repaired', 'find', 'take_out'];

/** A unit: what it is, where it is and was, what is inside it, and who wants it next. */
export function UnitPage() {
  const id = useParams().id ?? '';
  return useCan()('equipment:read') ? <One id={id} key={id} /> : <NotFound />;
}

function One({ id }: { id: string }) {
  const unit = useUnit(id);
  usePageTitle(unit.data?.tag);
  if (unit.error && !unit.data) return <ProblemState error={unit.error} onRetry={() => void unit.refetch()} />;
  if (!unit.data) {
    return (
      <main className={classes.scroll}>
        <div className={classes.unit}>
          <Late>
            <Skeleton h={280} radius="lg" />
          </Late>
        </div>
      </main>
    );
  }
  return <Shown unit={unit.data} />;
}

function Shown({ unit }: { unit: WholeUnit }) {
  const { t } = useTranslation();
  const [dialog, setDialog] = useState<Dialog | null>(null);
  const close = () => setDialog(null);
  return (
    <main className={classes.scroll} aria-label={unit.tag}>
      <div className={classes.unit}>
        <header className={classes.title}>
          <ActionIcon component={Link} to="/equipment" aria-label={t('equipment.back')}>
            <IconChevronLeft size={20} stroke={1.6} />
          </ActionIcon>
          <span className={classes.shape}>
            <ModelIcon kind={unit.model.kind} size={22} />
          </span>
          <div className="grow">
            <h1>
              {unit.tag} <UnitBadge state={unit.state} />
            </h1>
            <p className="cut">
              {modelName(unit.model)} · {unit.model.kind}
            </p>
          </div>
          <Actions unit={unit} open={setDialog} />
        </header>
        <div className={classes.main}>
          <Where unit={unit} />
          <UnitReadings unit={unit} />
          <UnitTickets id={unit.id} />
          <MovesList id={unit.id} />
        </div>
        <UnitFacts unit={unit} onSoftware={() => setDialog('software')} />
      </div>
      {dialog === 'edit' && <UnitDialog unit={unit} onClose={close} />}
      {dialog === 'software' && <SoftwareDialog unit={unit} onClose={close} />}
      {dialog === 'swap' && <SwapDialog unit={unit} onClose={close} />}
      {dialog === 'reserve' && <ReserveDialog what={{ unit }} onClose={close} />}
      {dialog && !['edit', 'software', 'swap', 'reserve'].includes(dialog) && (
        <MoveDialog unit={unit} move={dialog as Move} onClose={close} />
      )}
    </main>
  );
}

function Actions({ unit, open }: { unit: WholeUnit; open: (dialog: Dialog) => void }) {
  const { t } = useTranslation();
  const can = useCan();
  const mayMove = can('equipment:move');
  const mayReserve = can('equipment:reserve') && !unit.parent && !['retired', 'lost'].includes(unit.state);
  const maySwap = mayMove && unit.state === 'installed' && !unit.parent;
  const moves = mayMove ? unit.moves : [];
  const first = FIRST.find((move) => moves.includes(move) && !(move === 'install' && unit.state === 'installed'));
  const rest = moves.filter((move) => move !== first);
  return (
    <div className={classes.actions}>
      {mayReserve && (
        <Button variant="default" leftSection={<IconCalendarPlus size={14} />} onClick={() => open('reserve')}>
          {t('equipment.reserve')}
        </Button>
      )}
      {maySwap && (
        <Button variant="default" leftSection={<IconArrowsExchange size={14} />} onClick={() => open('swap')}>
          {t('equipment.swap')}
        </Button>
      )}
      {first && <Button onClick={() => open(first)}>{t(`equipment.moves.${first}`)}</Button>}
      {(rest.length > 0 || can('equipment:manage')) && (
        <Menu position="bottom-end" width={220}>
          <Menu.Target>
            <ActionIcon variant="default" size={32} aria-label={t('equipment.more')}>
              <IconDots size={18} stroke={1.6} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            {rest.map((move) => (
              <Menu.Item
                key={move}
                color={move === 'retire' || move === 'lose' ? 'red' : undefined}
                onClick={() => open(move)}
              >
                {t(`equipment.moves.${move}`)}
              </Menu.Item>
            ))}
            {can('equipment:manage') && (
              <>
                {rest.length > 0 && <Menu.Divider />}
                <Menu.Item leftSection={<IconPencil size={16} stroke={1.6} />} onClick={() => open('edit')}>
                  {t('common.edit')}
                </Menu.Item>
              </>
            )}
          </Menu.Dropdown>
        </Menu>
      )}
    </div>
  );
}

function Where({ unit }: { unit: WholeUnit }) {
  const { t } = useTranslation();
  const mayReadings = useCan()('telemetry:read') && unit.model.family === 'iot';
  return (
    <section className={classes.where}>
      <h2>{t('equipment.where')}</h2>
      {unit.parent && (
        <p>
          {t('equipment.builtInto')}{' '}
          <Link className="link" to={`/equipment/${unit.parent.id}`}>
            {unit.parent.tag}
          </Link>{' '}
          <span className="mid">{unit.parent.name}</span>
        </p>
      )}
      {unit.location && (
        <p>
          <b>{unit.location.name}</b> <span className="mid">{t(`equipment.locationKinds.${unit.location.kind}`)}</span>
        </p>
      )}
      {unit.company && (
        <p>
          <Link className="link" to={`/customers/companies/${unit.company.id}`}>
            {unit.company.name}
          </Link>
          {unit.site && (
            <b>
              {' · '}
              {mayReadings ? (
                <Link className="link" to={`/equipment/sites/${unit.site.id}`}>
                  {unit.site.name}
                </Link>
              ) : (
                unit.site.name
              )}
            </b>
          )}
        </p>
      )}
      {unit.site && <p className="mid">{unit.site.address}</p>}
      {!unit.parent && !unit.location && !unit.company && <p className="mid">{t(`equipment.nowhere.${unit.state}`)}</p>}
    </section>
  );
}
