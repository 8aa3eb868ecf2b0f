import { Button, PinInput, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';

interface Props {
  code: string;
  onChange: (code: string) => void;
  onComplete: (code: string) => void;
  pending: boolean;
  /** A code from the paper instead of the telephone. */
  recovery: boolean;
  onRecovery: (recovery: boolean) => void;
}

/** The second step: six digits of the authenticator, or one of the codes that were kept. */
export function CodeFields({ code, onChange, onComplete, pending, recovery, onRecovery }: Props) {
  const { t } = useTranslation();
  return (
    <>
      {recovery ? (
        <TextInput
          size="md"
          label={t('session.recoveryCode')}
          value={code}
          onChange={(e) => onChange(e.currentTarget.value)}
          autoComplete="off"
          autoFocus
        />
      ) : (
        <PinInput
          length={6}
          type="number"
          oneTimeCode
          autoFocus
          value={code}
          aria-label={t('session.code')}
          onChange={onChange}
          onComplete={onComplete}
        />
      )}
      <Button type="submit" size="md" loading={pending}>
        {t('session.continue')}
      </Button>
      <Button variant="subtle" color="gray" onClick={() => onRecovery(!recovery)}>
        {t(recovery ? 'session.useCode' : 'session.useRecovery')}
      </Button>
    </>
  );
}
