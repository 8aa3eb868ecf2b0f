import { useContext } from 'preact/hooks';
import type { View } from '../device/desk.js';
import { DeskContext } from '../desk-context.js';
import { Icon } from '../icons.js';
import { t } from '../words.js';

/** Whoever is followed sees it on every screen, and ends it there. */
export function Following({ view }: { view: View }) {
  const desk = useContext(DeskContext);
  if (!view.following) return null;
  return (
    <div class="following" role="status">
      <Icon name="pin" size={16} />
      <span class="grow">{t('following')}</span>
      <button type="button" onClick={() => void desk?.share(false)}>
        {t('turnOff')}
      </button>
    </div>
  );
}
