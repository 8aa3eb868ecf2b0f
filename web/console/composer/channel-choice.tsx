import { Menu } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { ChannelIcon } from '../../ui/channel-icon';
import classes from './composer.module.css';
import type { AnswerLine } from './lines.rules';

interface Props {
  lines: AnswerLine[];
  current: AnswerLine | null;
  selected: boolean;
  onPick: (key?: string) => void;
}

/** Where the answer goes. One line is a button; several are a menu, each closed one with its reason. */
export function ChannelChoice({ lines, current, selected, onPick }: Props) {
  const { t } = useTranslation();
  const name = (line: AnswerLine) => {
    if (line.thirdParty) return t('forward.thirdParty');
    const channel = t(`channels.${line.channel}`, { defaultValue: line.channel });
    if (line.public) return t('composer.inPublic', { channel });
    return line.privately ? t('composer.privately', { channel }) : channel;
  };
  const button = (
    <button
      type="button"
      className={classes.tab}
      aria-pressed={selected}
      title={`${t('composer.reply')}  r`}
      onClick={lines.length > 1 && selected ? undefined : () => onPick()}
    >
      <ChannelIcon channel={current?.channel ?? ''} size={16} />
      <span>{current ? name(current) : t('composer.reply')}</span>
      {lines.length > 1 && <IconChevronDown size={14} aria-hidden="true" />}
    </button>
  );
  if (lines.length < 2 || !selected) return button;
  return (
    <Menu position="top-start" width={280}>
      <Menu.Target>{button}</Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('composer.answerBy')}</Menu.Label>
        {lines.map((line) => (
          <Menu.Item
            key={line.key}
            leftSection={<ChannelIcon channel={line.channel} size={16} />}
            rightSection={line.key === current?.key ? '✓' : undefined}
            onClick={() => onPick(line.key)}
          >
            <div>{name(line)}</div>
            <div className="cut dim" style={{ fontSize: 'var(--text-sm)' }}>
              {line.closedReason
                ? t(`composer.closed.${line.closedReason}`, {
                    defaultValue: line.closedReason,
                    number: line.elsewhere,
                  })
                : line.detail}
            </div>
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
