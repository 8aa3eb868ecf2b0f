import {
  IconApi,
  IconBrandInstagram,
  IconBrandMessenger,
  IconBrandTelegram,
  IconBrandWhatsapp,
  IconDeviceMobileMessage,
  IconFileText,
  IconMail,
  IconMessage,
  IconMessages,
  IconPhone,
  type Icon,
} from '@tabler/icons-react';

const ICONS: Record<string, Icon> = {
  email: IconMail,
  chat: IconMessages,
  voice: IconPhone,
  sms: IconDeviceMobileMessage,
  whatsapp: IconBrandWhatsapp,
  messenger: IconBrandMessenger,
  instagram: IconBrandInstagram,
  telegram: IconBrandTelegram,
  portal: IconFileText,
  api: IconApi,
};

export function ChannelIcon({ channel, size = 14 }: { channel: string; size?: number }) {
  const Shape = ICONS[channel] ?? IconMessage;
  return <Shape size={size} stroke={1.75} aria-hidden="true" />;
}
