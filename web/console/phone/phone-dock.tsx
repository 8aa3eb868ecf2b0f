import { useEffect, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import { useTranslation } from 'react-i18next';
import { CallPanel } from './call-panel';
import { startDevice, type DeviceState, type VoiceDevice } from './device';
import { IdlePanel } from './idle-panel';
import { IncomingCard } from './incoming-card';
import classes from './phone.module.css';
import { useLivePhone, usePhone } from './phone.queries';
import { RINGING } from './ringing-place';
import { phonePanel, usePhonePanel } from './phone-store';
import { WrapUp } from './wrap-up';

/** The phone of the console: what rings, what is talked, and what comes after. */
export function PhoneDock() {
  const { t } = useTranslation();
  const { open } = usePhonePanel();
  const state = usePhone();
  useLivePhone();
  const [device, setDevice] = useState<VoiceDevice>();
  const [condition, setCondition] = useState<DeviceState>('starting');
  const hasLines = Boolean(state && (state.lines.length > 0 || state.ringing.length > 0 || state.current));
  useEffect(() => {
    if (!hasLines) return;
    return startDevice((next, carrier) => {
      setCondition(next);
      setDevice(carrier);
    });
  }, [hasLines]);
  // Whoever talks sees the phone; that they closed it before does not matter.
  const callId = state?.current?.id ?? state?.wrapUp?.id;
  const before = useRef<string | undefined>(undefined);
  useEffect(() => {
    if (callId && callId !== before.current) phonePanel.open();
    before.current = callId;
  }, [callId]);
  const place = document.getElementById(RINGING);
  if (!state) return null;
  return (
    <>
      {place &&
        createPortal(
          <div className={classes.incoming} role="status" aria-live="assertive">
            {state.ringing.map((call) => (
              <IncomingCard key={call.id} call={call} />
            ))}
          </div>,
          place,
        )}
      {open && (
        <section className={classes.panel} aria-label={t('phone.title')} data-testid="phone">
          {state.current ? (
            <CallPanel key={state.current.id} call={state.current} device={device} condition={condition} />
          ) : state.wrapUp ? (
            <WrapUp key={state.wrapUp.id} call={state.wrapUp} />
          ) : (
            <IdlePanel state={state} condition={condition} />
          )}
        </section>
      )}
    </>
  );
}
