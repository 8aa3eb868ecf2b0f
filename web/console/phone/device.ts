import { phone } from '../../api/phone.api';

/** What carries the voice. The desk decides who talks with whom; the device only joins what it is called into. */
export interface VoiceDevice {
  /** Keys that are pressed while talking, for menus at the other end. */
  press: (digits: string) => void;
  stop: () => void;
}

export type DeviceState = 'starting' | 'ready' | 'simulated' | 'elsewhere' | 'failed';

/** One tab carries the voice, although all show the phone: two would ring and echo. */
const LOCK = 'frontdesk-phone';

const SIMULATED: VoiceDevice = { press: () => undefined, stop: () => undefined };

export function startDevice(tell: (state: DeviceState, device: VoiceDevice) => void): () => void {
  const ended = new AbortController();
  let device = SIMULATED;
  const begin = async () => {
    const { simulated, accounts } = await phone.token();
    if (simulated) return tell('simulated', SIMULATED);
    const { twilioDevices } = await import('./twilio-device');
    if (ended.signal.aborted) return;
    device = await twilioDevices(accounts, (state) => tell(state, device));
    tell('ready', device);
    await new Promise((done) => ended.signal.addEventListener('abort', done));
  };
  const fail = () => {
    if (!ended.signal.aborted) tell('failed', SIMULATED);
  };
  tell('starting', SIMULATED);
  if ('locks' in navigator) {
    const waiting = setTimeout(() => tell('elsewhere', SIMULATED), 1500);
    navigator.locks
      .request(LOCK, { signal: ended.signal }, () => {
        clearTimeout(waiting);
        return begin().catch(fail);
      })
      .catch(() => clearTimeout(waiting));
  } else void begin().catch(fail);
  return () => {
    ended.abort();
    device.stop();
  };
}
