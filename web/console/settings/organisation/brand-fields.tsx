import { Button, ColorInput, Input, TextInput } from '@mantine/core';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { OrganisationSettings } from '../../../api/identity.types';
import { sayProblem } from '../../feedback/notify';
import classes from '../settings.module.css';

const MAX_BYTES = 60_000;

interface Props {
  values: OrganisationSettings;
  set: (change: Partial<OrganisationSettings>) => void;
}

/** How customers see the company in their portal. */
export function BrandFields({ values, set }: Props) {
  const { t } = useTranslation();
  const picker = useRef<HTMLInputElement>(null);
  const read = (file: File | undefined): void => {
    if (!file) return;
    if (file.size > MAX_BYTES) return sayProblem(new Error(t('organisation.logoTooLarge')));
    const reader = new FileReader();
    reader.onload = () => set({ brandLogo: String(reader.result) });
    reader.readAsDataURL(file);
  };
  return (
    <>
      <h3>{t('organisation.brand')}</h3>
      <div className={classes.two}>
        <TextInput
          label={t('organisation.brandName')}
          description={t('organisation.brandNameHint')}
          placeholder={values.company}
          maxLength={60}
          value={values.brandName ?? ''}
          onChange={(e) => set({ brandName: e.currentTarget.value })}
        />
        <ColorInput
          withEyeDropper={false}
          label={t('organisation.brandAccent')}
          description={t('organisation.brandAccentHint')}
          placeholder="#0f6e6e"
          format="hex"
          value={values.brandAccent ?? ''}
          onChange={(brandAccent) => set({ brandAccent })}
        />
      </div>
      <div>
        <input
          ref={picker}
          type="file"
          accept="image/png,image/jpeg,image/webp"
          hidden
          onChange={(event) => read(event.currentTarget.files?.[0])}
        />
        <Input.Label>{t('organisation.brandLogo')}</Input.Label>
        <p className="dim">{t('organisation.brandLogoHint')}</p>
        <div style={{ display: 'flex', gap: 8, alignItems: 'center', marginTop: 8 }}>
          {values.brandLogo && <img src={values.brandLogo} alt={t('organisation.brandLogo')} height={28} />}
          <Button variant="default" onClick={() => picker.current?.click()}>
            {t('organisation.chooseLogo')}
          </Button>
          {values.brandLogo && (
            <Button variant="subtle" color="gray" onClick={() => set({ brandLogo: null })}>
              {t('organisation.removeLogo')}
            </Button>
          )}
        </div>
      </div>
    </>
  );
}
