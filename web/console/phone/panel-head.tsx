import { ActionIcon } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './phone.module.css';
import { phonePanel } from './phone-store';

export function PanelHead({ title, children }: { title: ReactNode; children?: ReactNode }) {
  const { t } = useTranslation();
  return (
    <header className={classes.panelHead}>
      <h2>{title}</h2>
      <span className="grow" />
      {children}
      <ActionIcon variant="subtle" color="gray" aria-label={t('phone.close')} onClick={phonePanel.close}>
        <IconX size={16} />
      </ActionIcon>
    </header>
  );
}
