import {
  IconArrowForwardUp,
  IconClock,
  IconDialpad,
  IconHash,
  IconLanguage,
  IconMicrophone,
  IconPhoneCall,
  IconPhoneOff,
  IconPlayerRecord,
  IconUsers,
  IconVolume,
  type Icon,
} from '@tabler/icons-react';
import type { StepKind } from '../../../api/call-flow.types';

export const STEP_ICONS: Record<StepKind, Icon> = {
  say: IconVolume,
  notice: IconPlayerRecord,
  language: IconLanguage,
  hours: IconClock,
  menu: IconDialpad,
  extension: IconHash,
  ring: IconPhoneCall,
  queue: IconUsers,
  voicemail: IconMicrophone,
  forward: IconArrowForwardUp,
  'hang-up': IconPhoneOff,
};
