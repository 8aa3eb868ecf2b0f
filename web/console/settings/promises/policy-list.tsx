import { ActionIcon, Button, Group } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconChevronRight } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { promises } from '../../../api/promises.api';
import type { Policy } from '../../../api/promises.types';
import type { Condition } from '../../../api/rules.types';
import { useDeleteLater } from '../../feedback/delete-later';
import { Answer, Body, List } from '../parts';
import { useSentences } from '../rules/rule-sentence';
import settings from '../settings.module.css';
import { durationWords } from './duration.rules';
import { POLICIES, usePolicies } from './promises.queries';
import { RotasPart } from './rotas-part';
import { policyName } from '../../promise/policy-name';

/** Policies in the order in which they are asked: of those that match a ticket, the first holds. */
export function PolicyList() {
  const { t } = useTranslation();
  const policies = usePolicies();
  const { gone } = useDeleteLater(POLICIES);
  return (
    <Body
      title={t('settings.sections.promises')}
      intro={t('policies.intro')}
      actions={
        <>
          <Button component={Link} to="/settings/hours/calculator" variant="default">
            {t('hours.calculator')}
          </Button>
          <Button component={Link} to="/settings/promises/new">
            {t('policies.new')}
          </Button>
        </>
      }
    >
      <Answer of={policies}>{(items) => <Ordered items={items} gone={gone} />}</Answer>
      <div style={{ marginTop: 32 }}>
        <RotasPart />
      </div>
    </Body>
  );
}

function Ordered({ items, gone }: { items: Policy[]; gone: ReadonlySet<string> }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [said, setSaid] = useState('');
  const shown = items.filter(({ id }) => !gone.has(id));
  const hidden = items.filter(({ id }) => gone.has(id));
  const order = useMutation({
    mutationFn: promises.order,
    onSettled: () => client.invalidateQueries({ queryKey: POLICIES }),
  });
  const move = (from: number, to: number) => {
    const moved = shown[from];
    if (!moved || to < 0 || to >= shown.length) return;
    const next = [...shown.toSpliced(from, 1).toSpliced(to, 0, moved), ...hidden];
    client.setQueryData(POLICIES, next);
    setSaid(t('policies.moved', { name: policyName(moved.name, t), position: to + 1 }));
    order.mutate(next.map(({ id }) => id));
  };
  return (
    <>
      <List empty={t('policies.none')}>
        {shown.map((policy, at) => (
          <PolicyRow
            key={policy.id}
            policy={policy}
            first={at === 0}
            last={at === shown.length - 1}
            onMove={(by) => move(at, at + by)}
          />
        ))}
      </List>
      <p role="status" className="sr">
        {said}
      </p>
    </>
  );
}

interface RowProps {
  policy: Policy;
  first: boolean;
  last: boolean;
  onMove: (by: 1 | -1) => void;
}

function PolicyRow({ policy, first, last, onMove }: RowProps) {
  const { t } = useTranslation();
  const { condition } = useSentences();
  const name = policyName(policy.name, t);
  const keys = (event: KeyboardEvent) => {
    const by = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : 0;
    if (by === 0) return;
    event.preventDefault();
    onMove(by);
  };
  const targets = policy.targets.map(({ target, minutes }) => {
    const given = Object.values(minutes);
    const [least, most] = [Math.min(...given), Math.max(...given)];
    const words = least === most ? durationWords(least) : `${durationWords(least)} – ${durationWords(most)}`;
    return `${t(`promise.targets.${target}`)} ${words}`;
  });
  return (
    <div className={settings.row} data-off={!policy.active || undefined}>
      <Group gap={0} wrap="nowrap" onKeyDown={keys}>
        <ActionIcon
          aria-label={t('policies.up', { name })}
          title={t('policies.moveHint')}
          disabled={first}
          onClick={() => onMove(-1)}
        >
          <IconArrowUp size={16} stroke={1.75} />
        </ActionIcon>
        <ActionIcon
          aria-label={t('policies.down', { name })}
          title={t('policies.moveHint')}
          disabled={last}
          onClick={() => onMove(1)}
        >
          <IconArrowDown size={16} stroke={1.75} />
        </ActionIcon>
      </Group>
      <Link to={`/settings/promises/${policy.id}`} className="grow">
        <div className="cut">
          <b>{name}</b>
          {!policy.active && <span className="dim"> · {t('policies.inactive')}</span>}
        </div>
        <div className={`cut ${settings.small}`}>{condition(policy.conditions as Condition)}</div>
        <div className={`cut ${settings.small}`}>{targets.join(' · ')}</div>
      </Link>
      <IconChevronRight size={16} stroke={1.75} aria-hidden="true" />
    </div>
  );
}
