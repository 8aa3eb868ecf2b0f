import { Menu } from '@mantine/core';
import { IconBolt } from '@tabler/icons-react';
import type { Macro } from '../../api/tickets.types';
import { useMacroWords } from './macro-words';

interface Props {
  macro: Macro;
  disabled?: boolean;
  onRun: () => void;
}

/** A macro of a menu, with what it will do. */
export function MacroItem({ macro, disabled, onRun }: Props) {
  const words = useMacroWords();
  return (
    <Menu.Item leftSection={<IconBolt size={16} stroke={1.75} />} disabled={disabled} onClick={onRun}>
      <div>{macro.name}</div>
      <div className="mid" style={{ fontSize: 'var(--text-sm)', lineHeight: '16px' }}>
        {macro.actions.map(words).join(' · ')}
      </div>
    </Menu.Item>
  );
}
