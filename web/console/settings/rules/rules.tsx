import { ActionIcon, Button, Switch } from '@mantine/core';
import { IconGripVertical } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { rules } from '../../../api/rules.api';
import type { Rule } from '../../../api/rules.types';
import { useDeleteLater } from '../../feedback/delete-later';
import { useCan } from '../../session/session';
import { Answer, Body } from '../parts';
import { RowMenu } from '../row-menu';
import own from '../settings.module.css';
import { RULES, useVocabulary } from './rule-choices';
import { RuleDialog } from './rule-dialog';
import { useSentences } from './rule-sentence';
import classes from './rules.module.css';

const NEW = 'new';

/** The rules in the order in which they are asked. */
export function Rules() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const mayChange = useCan()('rules:manage');
  const [search, setSearch] = useSearchParams();
  const list = useQuery({ queryKey: RULES, queryFn: rules.list });
  const vocabulary = useVocabulary();
  const { gone, deleteLater } = useDeleteLater(RULES);
  const opened = search.get('rule');
  const open = (id: string | null) => setSearch(id ? { rule: id } : {});
  const refresh = () => client.invalidateQueries({ queryKey: RULES });
  const shown = (list.data ?? []).filter(({ id }) => !gone.has(id));
  const rule = shown.find(({ id }) => id === opened) ?? null;
  return (
    <Body
      title={t('settings.sections.rules')}
      intro={t('rules.intro')}
      actions={mayChange && <Button onClick={() => open(NEW)}>{t('rules.new')}</Button>}
    >
      <Answer of={list}>
        {() => (
          <RuleRows
            list={shown}
            going={(list.data ?? []).filter(({ id }) => gone.has(id))}
            mayChange={mayChange}
            onOpen={open}
            onDelete={(one, name) => deleteLater(one.id, t('settings.deleted', { name }), () => rules.remove(one.id))}
          />
        )}
      </Answer>
      {vocabulary.data && (rule || opened === NEW) && (
        <RuleDialog
          key={opened}
          rule={rule}
          vocabulary={vocabulary.data}
          mayChange={mayChange}
          save={async (draft) => {
            if (rule) await rules.change(rule.id, { ...draft, version: rule.version });
            else await rules.create(draft);
            await refresh();
          }}
          onClose={() => open(null)}
        />
      )}
    </Body>
  );
}

interface RowsProps {
  list: Rule[];
  /** Deleted in a moment: no longer shown, and still in the order. */
  going: Rule[];
  mayChange: boolean;
  onOpen: (id: string) => void;
  onDelete: (rule: Rule, name: string) => void;
}

function RuleRows({ list, going, mayChange, onOpen, onDelete }: RowsProps) {
  const { t, when, condition, action, name, about } = useSentences();
  const client = useQueryClient();
  const [dragged, setDragged] = useState<string | null>(null);
  const [over, setOver] = useState<string | null>(null);
  const [said, setSaid] = useState('');
  const order = useMutation({
    mutationFn: rules.reorder,
    onSuccess: (items) => client.setQueryData(RULES, items),
  });
  const turn = useMutation({
    mutationFn: (one: Rule) => rules.change(one.id, { active: !one.active, version: one.version }),
    onSuccess: () => client.invalidateQueries({ queryKey: RULES }),
  });
  const move = (id: string, to: number) => {
    const from = list.findIndex((one) => one.id === id);
    if (to < 0 || to >= list.length || to === from) return;
    const next = list.toSpliced(from, 1).toSpliced(to, 0, list[from]!);
    client.setQueryData(RULES, [...next, ...going]);
    setSaid(t('rules.moved', { name: name(list[from]!), position: to + 1 }));
    order.mutate([...next, ...going].map((one) => one.id));
  };
  const keys = (event: KeyboardEvent, id: string, at: number) => {
    const step = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : 0;
    if (!step) return;
    event.preventDefault();
    move(id, at + step);
  };
  return (
    <>
      <ol className={own.list}>
        {list.map((one, at) => (
          <li
            key={one.id}
            className={classes.rule}
            data-off={!one.active || undefined}
            data-over={(over === one.id && dragged !== one.id) || undefined}
            onDragOver={(event) => {
              if (!dragged) return;
              event.preventDefault();
              setOver(one.id);
            }}
            onDrop={() => {
              if (dragged) move(dragged, at);
              setDragged(null);
              setOver(null);
            }}
          >
            {mayChange && (
              <ActionIcon
                className={classes.grip}
                draggable
                aria-label={t('rules.move', { name: name(one) })}
                title={t('rules.moveHint')}
                onDragStart={() => setDragged(one.id)}
                onDragEnd={() => {
                  setDragged(null);
                  setOver(null);
                }}
                onKeyDown={(event) => keys(event, one.id, at)}
              >
                <IconGripVertical size={16} stroke={1.75} />
              </ActionIcon>
            )}
            <span className={classes.place}>{at + 1}</span>
            <div className="grow">
              <button type="button" className={classes.name} onClick={() => onOpen(one.id)}>
                {name(one)}
              </button>
              {about(one) && <p className={classes.about}>{about(one)}</p>}
              <p className={classes.sentence}>
                <b>{t('rules.when')}</b> {when(one)}, <b>{t('rules.if')}</b> {condition(one.condition)},{' '}
                <b>{t('rules.then')}</b> {one.actions.map(action).join(', ')}
                {one.stop && <> · {t('rules.stops')}</>}
              </p>
              <p className={own.small}>
                {one.recentFirings > 0
                  ? t('rules.firedLately', { count: one.recentFirings })
                  : t('rules.notFiredLately')}
              </p>
            </div>
            {mayChange && (
              <div className={classes.tools}>
                <Switch
                  size="sm"
                  aria-label={t('rules.active', { name: name(one) })}
                  checked={one.active}
                  onChange={() => turn.mutate(one)}
                />
                <RowMenu name={name(one)} onEdit={() => onOpen(one.id)} onDelete={() => onDelete(one, name(one))} />
              </div>
            )}
          </li>
        ))}
        {list.length === 0 && <li className={own.empty}>{t('rules.none')}</li>}
      </ol>
      <p role="status" className={classes.unseen}>
        {said}
      </p>
    </>
  );
}
