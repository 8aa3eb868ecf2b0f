import { ActionIcon, Tooltip } from '@mantine/core';
import { IconPhone } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { MouseEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { customers } from '../../api/customers.api';
import { CONTACT } from '../customer/contact-key';
import { usePhone } from './phone.queries';
import { phonePanel } from './phone-store';

/** Whether the desk calls for this person; else whatever the machine calls with. Where to, the server decides. */
const useCanDial = (): boolean => (usePhone()?.lines.length ?? 0) > 0;

const dialled = (number: string): string => number.replace(/^\+?/, '+');

interface Dialled {
  number: string;
  /** As people read it. */
  shown?: string;
  ticketId?: string;
}

/** A number that is called by a click on it. */
export function PhoneNumber({ number, shown = number, ticketId }: Dialled) {
  const { t } = useTranslation();
  const canDial = useCanDial();
  const call = (event: MouseEvent) => {
    if (!canDial) return;
    event.preventDefault();
    phonePanel.dial(dialled(number), ticketId);
  };
  return (
    <a
      className="link"
      href={`tel:${number}`}
      title={canDial ? t('phone.callNumber', { number: shown }) : undefined}
      onClick={call}
    >
      {shown}
    </a>
  );
}

/** The same where there is no room for the number. Nothing where the desk has no phone for this person. */
export function CallButton({ number, shown = number, ticketId }: Dialled) {
  const { t } = useTranslation();
  if (!useCanDial()) return null;
  const name = t('phone.callNumber', { number: shown });
  return (
    <Tooltip label={name}>
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label={name}
        onClick={() => phonePanel.dial(dialled(number), ticketId)}
      >
        <IconPhone size={16} stroke={1.75} />
      </ActionIcon>
    </Tooltip>
  );
}

/** Of somebody of whom only the name is known here: their number is asked for, where anybody could call it. */
export function CallContact({ contactId }: { contactId: string }) {
  const canDial = useCanDial();
  const contact = useQuery({
    queryKey: CONTACT(contactId),
    queryFn: () => customers.contact(contactId),
    enabled: canDial,
  });
  const number = contact.data?.identities.find(({ kind }) => kind === 'phone');
  return number ? <CallButton number={number.value} shown={number.display ?? number.value} /> : null;
}
