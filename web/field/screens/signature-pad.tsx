import type { SignaturePaper } from '../device/signature-paper.js';
import { Icon } from '../icons.js';
import { t } from '../words.js';

export function SignaturePadBox({ paper }: { paper: SignaturePaper }) {
  const { attach } = paper;
  return (
    <div class="pad">
      <span class="base" />
      <span class="hint">{t('signAbove')}</span>
      <canvas ref={attach} role="img" aria-label={t('signatureOf')} />
      <button type="button" class="clear" onClick={() => paper.clear()}>
        <Icon name="undo" size={16} />
        {t('clear')}
      </button>
    </div>
  );
}
