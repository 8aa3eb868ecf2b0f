import type { EnvelopeState } from '../../../api/channels.types';
import type { Tone } from '../../../ui/tag-mark';

export const STATE_TONES: Record<EnvelopeState, Tone> = {
  processed: 'ok',
  ignored: 'plain',
  quarantined: 'bad',
  received: 'info',
};
