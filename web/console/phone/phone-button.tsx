import { Tooltip } from '@mantine/core';
import { IconPhone } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useCan } from '../session/session';
import { useAvailability } from '../shell/availability';
import frame from '../shell/frame.module.css';
import { usePhone } from './phone.queries';
import { phonePanel, usePhonePanel } from './phone-store';

/** The phone in the rail: whether calls come to this person, and how many wait. */
export function PhoneButton({ compact }: { compact?: boolean }) {
  const { t } = useTranslation();
  const can = useCan();
  const { open } = usePhonePanel();
  const state = usePhone();
  const availability = useAvailability();
  if (!can('calls:take', 'calls:dial')) return null;
  const busy = Boolean(state?.current);
  const tone = busy ? 'busy' : availability.state;
  const waiting = state?.waiting.length ?? 0;
  const label = `${t('phone.title')}: ${t(`phone.tone.${tone}`)}${waiting ? `, ${t('phone.nWaiting', { count: waiting })}` : ''}`;
  const button = (
    <button
      type="button"
      className={compact ? undefined : frame.item}
      aria-label={label}
      aria-expanded={open}
      onClick={phonePanel.toggle}
    >
      <IconPhone size={20} stroke={1.6} aria-hidden="true" />
      {!compact && <span className={frame.pip} data-state={tone} />}
      {compact && <span>{t('phone.title')}</span>}
    </button>
  );
  return compact ? (
    button
  ) : (
    <Tooltip label={label} position="right" disabled={open}>
      {button}
    </Tooltip>
  );
}
