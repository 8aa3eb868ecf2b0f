import { Device, type Call } from '@twilio/voice-sdk';
import { phone } from '../../api/phone.api';
import type { DeviceState, VoiceDevice } from './device';

/** The browser as a telephone. Loaded only where there is a line with a voice. */
export async function twilioDevice(token: string, tell: (state: DeviceState) => void): Promise<VoiceDevice> {
  const device = new Device(token, { closeProtection: true });
  let current: Call | undefined;
  // The person has taken the call on the desk already: what rings here is that call.
  device.on('incoming', (call: Call) => {
    current = call;
    call.on('disconnect', () => (current = undefined));
    call.accept();
  });
  device.on('tokenWillExpire', () => {
    void phone.token().then(({ token: fresh }) => fresh && device.updateToken(fresh));
  });
  device.on('error', () => tell('failed'));
  device.on('registered', () => tell('ready'));
  await device.register();
  return {
    press: (digits) => current?.sendDigits(digits),
    stop: () => device.destroy(),
  };
}
