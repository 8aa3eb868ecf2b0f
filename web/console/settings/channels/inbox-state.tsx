import { useTranslation } from 'react-i18next';
import { TagMark, type Tone } from '../../../ui/tag-mark';

const TONES: Record<string, Tone> = { active: 'ok', paused: 'plain', failing: 'bad' };

export function InboxState({ state }: { state: string }) {
  const { t } = useTranslation();
  return <TagMark tone={TONES[state]}>{t(`channelForm.states.${state}`, { defaultValue: state })}</TagMark>;
}
