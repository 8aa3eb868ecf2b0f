import { IconShieldCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';

/** Stands here already, so that its address lasts: advisories come with the watch over installed software. */
export function Advisories() {
  const { t } = useTranslation();
  return (
    <>
      <div className="hello">
        <h1>{t('advisories.title')}</h1>
      </div>
      <section className="card">
        <div className="nothing">
          <IconShieldCheck size={20} stroke={1.5} aria-hidden />
          <b>{t('advisories.none')}</b>
          <p className="mid">{t('advisories.noneHint')}</p>
        </div>
      </section>
    </>
  );
}
