import { ActionIcon, Button, Group, Menu, Modal } from '@mantine/core';
import { IconBolt } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { newId } from '../../api/ids';
import { tickets } from '../../api/tickets.api';
import type { Macro, TicketRow } from '../../api/tickets.types';
import { MacroItem } from '../composer/macro-item';
import { useMacroWords } from '../composer/macro-words';
import { useTicketActions } from './ticket-actions';

interface Props {
  rows: TicketRow[];
  onDone: (failed: string[]) => void;
}

/** A macro for all that are ticked. One that writes to customers asks first: that cannot be taken back. */
export function BulkMacros({ rows, onDone }: Props) {
  const { t } = useTranslation();
  const words = useMacroWords();
  const actions = useTicketActions();
  const macros = useQuery({ queryKey: ['macros'], queryFn: tickets.macros, staleTime: 60_000 });
  const [asked, setAsked] = useState<Macro | null>(null);
  const [running, setRunning] = useState(false);
  /** Of a run whose answer was lost: tried again under the same id, nobody is told the same twice. */
  const lost = useRef<{ key: string; runId: string } | null>(null);
  const run = async (macro: Macro) => {
    const key = [macro.id, ...rows.map(({ id }) => id).toSorted()].join();
    const runId = lost.current?.key === key ? lost.current.runId : newId();
    lost.current = { key, runId };
    setRunning(true);
    const failed = await actions.runMacro(rows, macro, runId);
    setRunning(false);
    setAsked(null);
    if (failed.length < rows.length) lost.current = null;
    onDone(failed);
  };
  return (
    <>
      <Menu width={320}>
        <Menu.Target>
          <ActionIcon
            size={28}
            aria-label={t('composer.macros')}
            title={t('composer.macros')}
            loading={running && !asked}
          >
            <IconBolt size={16} stroke={1.75} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown mah={420} style={{ overflow: 'auto' }}>
          <Menu.Label>{t('composer.macros')}</Menu.Label>
          {macros.data?.length === 0 && <Menu.Item disabled>{t('composer.noMacros')}</Menu.Item>}
          {macros.data?.map((macro) => (
            <MacroItem
              key={macro.id}
              macro={macro}
              disabled={running}
              onRun={() => (macro.actions.some(({ type }) => type === 'reply') ? setAsked(macro) : void run(macro))}
            />
          ))}
        </Menu.Dropdown>
      </Menu>
      {asked && (
        <Modal opened onClose={() => setAsked(null)} title={t('queue.macroAsk', { name: asked.name })}>
          <p>{t('queue.macroWrites', { count: rows.length })}</p>
          <p className="mid">{asked.actions.map(words).join(' · ')}</p>
          <Group justify="flex-end" mt={24} gap={8}>
            <Button variant="default" onClick={() => setAsked(null)}>
              {t('common.cancel')}
            </Button>
            <Button data-autofocus loading={running} onClick={() => void run(asked)}>
              {t('queue.macroRun', { count: rows.length })}
            </Button>
          </Group>
        </Modal>
      )}
    </>
  );
}
