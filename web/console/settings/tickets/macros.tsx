import { Button } from '@mantine/core';
import { IconBolt } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { tickets } from '../../../api/tickets.api';
import type { Macro } from '../../../api/tickets.types';
import { useMacroWords } from '../../composer/macro-words';
import { useDeleteLater } from '../../feedback/delete-later';
import { Answer, Body, List, Row } from '../parts';
import { RowMenu } from '../row-menu';
import { MacroDialog } from './macro-dialog';

const MACROS = ['macros'];

export function Macros() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const words = useMacroWords();
  const macros = useQuery({ queryKey: MACROS, queryFn: tickets.macros });
  const { gone, deleteLater } = useDeleteLater(MACROS);
  const [editing, setEditing] = useState<Macro | 'new' | null>(null);
  return (
    <Body
      title={t('settings.sections.macros')}
      intro={t('macroSettings.intro')}
      actions={<Button onClick={() => setEditing('new')}>{t('macroSettings.new')}</Button>}
    >
      <Answer of={macros}>
        {(items) => (
          <List empty={t('macroSettings.none')}>
            {items
              .filter(({ id }) => !gone.has(id))
              .map((macro) => (
                <Row
                  key={macro.id}
                  icon={<IconBolt size={20} stroke={1.6} aria-hidden="true" />}
                  title={<b>{macro.name}</b>}
                  detail={macro.actions.map(words).join(' · ')}
                >
                  <RowMenu
                    name={macro.name}
                    onEdit={() => setEditing(macro)}
                    onDelete={() =>
                      deleteLater(macro.id, t('settings.deleted', { name: macro.name }), () =>
                        tickets.deleteMacro(macro.id),
                      )
                    }
                  />
                </Row>
              ))}
          </List>
        )}
      </Answer>
      {editing && (
        <MacroDialog
          macro={editing === 'new' ? null : editing}
          save={async (name, actions) => {
            if (editing === 'new') await tickets.createMacro({ name, actions });
            else await tickets.changeMacro(editing.id, { name, actions, version: editing.version });
            await client.invalidateQueries({ queryKey: MACROS });
          }}
          onClose={() => setEditing(null)}
        />
      )}
    </Body>
  );
}
