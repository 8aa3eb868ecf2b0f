import { ActionIcon, Button, Menu, Tooltip } from '@mantine/core';
import {
  IconAt,
  IconBold,
  IconChevronDown,
  IconCloudCheck,
  IconLink,
  IconList,
  IconPaperclip,
  IconSlash,
  type Icon,
} from '@tabler/icons-react';
import { useRef, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import type { Ticket } from '../../api/tickets.types';
import { MOD } from '../../ui/key-cap';
import { snoozeChoices } from '../queue/snooze.rules';
import { useNow, useReader } from '../time/reader';
import { clockTime, shortTime } from '../time/time';
import classes from './composer.module.css';
import type { FieldHandle } from './field';
import { HelpPicker } from '../knowledge/help-picker';
import { MacroMenu } from './macro-menu';

interface Props {
  ticket: Ticket;
  kind: 'reply' | 'note';
  field: RefObject<FieldHandle | null>;
  rich: boolean;
  savedAt: Date | null;
  disabled: boolean;
  sending: boolean;
  macrosOpen: boolean;
  onMacros: (open: boolean) => void;
  onFiles: (files: File[]) => void;
  onSend: (more?: { solve?: boolean; sendAt?: Date }) => void;
}

export function ComposerBar(props: Props) {
  const { ticket, kind, field, rich, savedAt, disabled, sending, onFiles, onSend } = props;
  const { t } = useTranslation();
  const reader = useReader();
  const picker = useRef<HTMLInputElement>(null);
  const now = useNow();
  const addLink = () => {
    const address = window.prompt(t('composer.linkAddress'), 'https://');
    if (address && /^(https?:|mailto:|tel:)/.test(address)) field.current?.link?.(address);
  };
  return (
    <div className={classes.bar}>
      <input
        ref={picker}
        type="file"
        multiple
        hidden
        onChange={(event) => {
          onFiles([...(event.currentTarget.files ?? [])]);
          event.currentTarget.value = '';
        }}
      />
      <Tool label={t('composer.attach')} icon={IconPaperclip} act={() => picker.current?.click()} />
      <Tool label={t('composer.canned')} icon={IconSlash} act={() => field.current?.insert('/')} />
      <MacroMenu ticket={ticket} opened={props.macrosOpen} onChange={props.onMacros} />
      <HelpPicker ticket={ticket} kind={kind} field={field} />
      {kind === 'note' && <Tool label={t('composer.mention')} icon={IconAt} act={() => field.current?.insert('@')} />}
      {rich && (
        <>
          <Tool wide label={t('composer.bold')} icon={IconBold} act={() => field.current?.format?.('bold')} />
          <Tool wide label={t('composer.link')} icon={IconLink} act={addLink} />
          <Tool wide label={t('composer.list')} icon={IconList} act={() => field.current?.format?.('list')} />
        </>
      )}
      <span className={classes.saved} role="status">
        {savedAt && (
          <>
            <IconCloudCheck size={14} stroke={1.75} aria-hidden="true" />
            <span className="cut">{t('composer.saved', { at: clockTime(savedAt, reader) })}</span>
          </>
        )}
      </span>
      <Button
        style={{ borderTopRightRadius: 0, borderBottomRightRadius: 0 }}
        loading={sending}
        disabled={disabled}
        onClick={() => onSend()}
      >
        {t(kind === 'note' ? 'composer.addNote' : 'composer.send')}
        <span className={classes.sendKey}>{MOD}↵</span>
      </Button>
      <Menu position="top-end" width={240}>
        <Menu.Target>
          <Button
            aria-label={t('composer.sendOptions')}
            px={4}
            ml={1}
            disabled={disabled || sending}
            style={{ borderTopLeftRadius: 0, borderBottomLeftRadius: 0 }}
          >
            <IconChevronDown size={14} />
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => onSend({ solve: true })}>
            {t(kind === 'note' ? 'composer.addNoteAndSolve' : 'composer.sendAndSolve')}
          </Menu.Item>
          {kind === 'reply' && (
            <>
              <Menu.Divider />
              <Menu.Label>{t('composer.sendLater')}</Menu.Label>
              {snoozeChoices(now).map(({ key, at }) => (
                <Menu.Item
                  key={key}
                  rightSection={<span className="dim">{shortTime(at, now, reader)}</span>}
                  onClick={() => onSend({ sendAt: at })}
                >
                  {t(`ticket.snoozeChoices.${key}`)}
                </Menu.Item>
              ))}
            </>
          )}
        </Menu.Dropdown>
      </Menu>
    </div>
  );
}

function Tool({ label, icon: Shape, act, wide }: { label: string; icon: Icon; act: () => void; wide?: boolean }) {
  return (
    <Tooltip label={label}>
      <ActionIcon size={28} className={wide ? classes.wide : undefined} aria-label={label} onClick={act}>
        <Shape size={16} stroke={1.75} />
      </ActionIcon>
    </Tooltip>
  );
}
