import { ActionIcon, Button, Menu } from '@mantine/core';
import {
  IconArrowForwardUp,
  IconChevronDown,
  IconDeviceLandlinePhone,
  IconUser,
  IconUsersGroup,
} from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { extensions, type Extension, type ExtensionKind } from '../../../api/extensions.api';
import { useDeleteLater } from '../../feedback/delete-later';
import { Answer, Body, List, Row } from '../parts';
import { RowMenu } from '../row-menu';
import { DeskPhoneDialog } from './desk-phone-dialog';
import { ExtensionDialog } from './extension-dialog';
import { EXTENSIONS } from './extension.queries';
import { telephonesOf } from './telephones.rules';

const ICONS = { person: IconUser, group: IconUsersGroup, outside: IconArrowForwardUp };
const KINDS: ExtensionKind[] = ['person', 'group', 'outside'];

/** Numbers inside the desk: of people, of groups of them, and ones that lead outside. */
export function ExtensionsPage() {
  const { t } = useTranslation();
  const all = useQuery({ queryKey: EXTENSIONS, queryFn: extensions.list });
  const { gone, deleteLater } = useDeleteLater(EXTENSIONS);
  const [editing, setEditing] = useState<{ kind: ExtensionKind; of?: Extension } | null>(null);
  const [phoneOf, setPhoneOf] = useState<Extension | null>(null);
  return (
    <Body
      title={t('settings.sections.extensions')}
      intro={t('extensions.intro')}
      actions={
        <Menu position="bottom-end">
          <Menu.Target>
            <Button rightSection={<IconChevronDown size={16} />}>{t('extensions.new')}</Button>
          </Menu.Target>
          <Menu.Dropdown>
            {KINDS.map((kind) => {
              const Shape = ICONS[kind];
              return (
                <Menu.Item
                  key={kind}
                  leftSection={<Shape size={16} stroke={1.75} />}
                  onClick={() => setEditing({ kind })}
                >
                  {t(`extensions.kinds.${kind}`)}
                </Menu.Item>
              );
            })}
          </Menu.Dropdown>
        </Menu>
      }
    >
      <Answer of={all}>
        {(items) => (
          <List empty={t('extensions.none')}>
            {items
              .filter(({ id }) => !gone.has(id))
              .map((one) => {
                const Shape = ICONS[one.kind];
                return (
                  <Row
                    key={one.id}
                    icon={<Shape size={18} stroke={1.6} aria-hidden="true" />}
                    title={
                      <>
                        <b>{one.number}</b> {one.name}
                      </>
                    }
                    detail={<Detail of={one} all={items} />}
                  >
                    {one.kind === 'person' && (
                      <ActionIcon
                        aria-label={t('extensions.deskPhoneOf', { name: one.name })}
                        title={t('extensions.deskPhone')}
                        onClick={() => setPhoneOf(one)}
                      >
                        <IconDeviceLandlinePhone size={16} stroke={1.75} />
                      </ActionIcon>
                    )}
                    <RowMenu
                      name={one.name}
                      onEdit={() => setEditing({ kind: one.kind, of: one })}
                      onDelete={() =>
                        deleteLater(one.id, t('settings.deleted', { name: one.name }), () => extensions.remove(one.id))
                      }
                    />
                  </Row>
                );
              })}
          </List>
        )}
      </Answer>
      {editing && (
        <ExtensionDialog
          kind={editing.kind}
          extension={editing.of}
          others={(all.data ?? []).filter(({ id }) => id !== editing.of?.id)}
          onClose={() => setEditing(null)}
        />
      )}
      {phoneOf && <DeskPhoneDialog extension={phoneOf} onClose={() => setPhoneOf(null)} />}
    </Body>
  );
}

function Detail({ of: one, all }: { of: Extension; all: Extension[] }) {
  const { t } = useTranslation();
  const names = one.members.flatMap((id) => all.find((other) => other.id === id)?.name ?? []);
  const parts =
    one.kind === 'outside'
      ? [one.phone]
      : one.kind === 'group'
        ? [t(`extensions.strategies.${one.strategy}`), names.join(', ')]
        : [
            one.user?.name !== one.name && one.user?.name,
            ...telephonesOf(one).map(({ word, phone }) => t(`extensions.${word}`, { phone })),
            one.monthlyLimit !== null && t('extensions.spent', { spent: one.spent, limit: one.monthlyLimit }),
          ];
  return <>{parts.filter(Boolean).join(' · ')}</>;
}
