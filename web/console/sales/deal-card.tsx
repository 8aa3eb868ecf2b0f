import { ActionIcon, Menu } from '@mantine/core';
import { IconArrowRight, IconDots, IconHourglassLow } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { BoardStage, DealRow } from '../../api/sales.types';
import { PersonMark } from '../../ui/person-mark';
import { useReader } from '../time/reader';
import { customerOf, money } from './money.rules';
import { NextLine } from './next-line';
import classes from './sales.module.css';

interface Props {
  deal: DealRow;
  stages: BoardStage[];
  isOpen: boolean;
  onOpen: (deal: DealRow) => void;
  onMove?: (stageId: string) => void;
}

/** A link that can be dragged; by keyboard, `[` and `]` move it, and its menu says where to. */
export function DealCard({ deal, stages, isOpen, onOpen, onMove }: Props) {
  const { t } = useTranslation();
  const { language } = useReader();
  const at = stages.findIndex(({ id }) => id === deal.stage.id);
  const customer = customerOf(deal);
  const keys: Record<string, number> = { '[': at - 1, ']': at + 1 };
  return (
    <article
      className={classes.card}
      data-open={isOpen || undefined}
      data-rotting={deal.rotting || undefined}
      draggable={onMove !== undefined}
      onDragStart={(event) => {
        event.dataTransfer.setData('text/deal', deal.id);
        event.dataTransfer.effectAllowed = 'move';
      }}
    >
      <Link
        to={`/sales/deals/${deal.number}`}
        draggable={false}
        className={classes.cardLink}
        aria-current={isOpen ? 'true' : undefined}
        aria-keyshortcuts={onMove ? '[ ]' : undefined}
        onClick={(event) => {
          if (event.metaKey || event.ctrlKey || event.shiftKey) return;
          event.preventDefault();
          onOpen(deal);
        }}
        onKeyDown={(event) => {
          const target = keys[event.key];
          const stage = target === undefined ? undefined : stages[target];
          if (!stage || !onMove) return;
          event.preventDefault();
          onMove(stage.id);
        }}
      >
        <span className={`${classes.customer} cut`}>{customer}</span>
        {deal.title !== customer && <span className={`${classes.title} cut`}>{deal.title}</span>}
        <span className={classes.amount}>
          <span>
            {deal.valueMinor === null ? (
              <span className="dim">{t('sales.noValue')}</span>
            ) : (
              <b>{money(deal.valueMinor, deal.currency, language)}</b>
            )}
            {deal.valueMinor !== null && deal.months && <small>{t('sales.timesMonths', { count: deal.months })}</small>}
          </span>
          {deal.rotting && (
            <span className={classes.rotting} title={t('sales.rotting')}>
              <IconHourglassLow size={14} stroke={1.75} aria-hidden="true" />
              <span className="sr">{t('sales.rotting')}</span>
            </span>
          )}
          <PersonMark name={deal.owner?.name} side="us" size={20} />
        </span>
        <NextLine deal={deal} />
      </Link>
      {onMove && (
        <Menu position="bottom-end">
          <Menu.Target>
            <ActionIcon
              className={classes.cardMenu}
              size={24}
              aria-label={t('sales.moveDeal', { name: customer || deal.title })}
            >
              <IconDots size={16} stroke={1.75} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Label>{t('sales.moveTo')}</Menu.Label>
            {stages
              .filter(({ id }) => id !== deal.stage.id)
              .map((stage) => (
                <Menu.Item
                  key={stage.id}
                  leftSection={<IconArrowRight size={14} stroke={1.75} />}
                  onClick={() => onMove(stage.id)}
                >
                  {stage.name}
                </Menu.Item>
              ))}
          </Menu.Dropdown>
        </Menu>
      )}
    </article>
  );
}
