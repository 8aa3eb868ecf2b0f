import { Device, type Call } from '@twilio/voice-sdk';
import { phone } from '../../api/phone.api';
import type { DeviceState, VoiceDevice } from './device';
import { chosenSound, onSoundChosen } from './sound-choice';

type Access = Awaited<ReturnType<typeof phone.token>>['accounts'][number];

/** Before a token ends: time for a second try where the first fails. */
const REFRESH_MS = 120_000;
const AGAIN_MS = 20_000;
/** The token has ended, as while the computer slept, or is not taken any more. */
const TOKEN_GONE = new Set([20101, 20104, 31204, 31205, 51007]);

/** The browser as a telephone at each of the accounts. Loaded only where there is a line with a voice. */
export async function twilioDevices(accounts: Access[], tell: (state: DeviceState) => void): Promise<VoiceDevice> {
  let current: Call | undefined;
  const takes = (call: Call | undefined) => (current = call);
  const devices = await Promise.allSettled(accounts.map((access) => deviceOf(access, takes, tell)));
  const ready = devices.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  if (ready.length === 0) throw new Error('no account lets this browser in');
  return {
    press: (digits) => current?.sendDigits(digits),
    stop: () => ready.forEach((stop) => stop()),
  };
}

async function deviceOf(
  { token, lineIds }: Access,
  takes: (call: Call | undefined) => void,
  tell: (state: DeviceState) => void,
): Promise<() => void> {
  const device = new Device(token, { closeProtection: true, tokenRefreshMs: REFRESH_MS });
  let again: ReturnType<typeof setTimeout> | undefined;
  // The person has taken the call on the desk already: what rings here is that call.
  device.on('incoming', (call: Call) => {
    takes(call);
    call.on('disconnect', () => takes(undefined));
    call.accept();
  });
  const renew = async () => {
    clearTimeout(again);
    try {
      const { accounts } = await phone.token();
      const mine = accounts.find((one) => one.lineIds.some((id) => lineIds.includes(id)));
      // The lines of this account are gone: it ends by itself.
      if (!mine) return;
      device.updateToken(mine.token);
      if (device.state === Device.State.Unregistered) await device.register();
    } catch {
      again = setTimeout(() => void renew(), AGAIN_MS);
    }
  };
  device.on('tokenWillExpire', () => void renew());
  device.on('error', ({ code }: { code?: number }) => {
    if (code !== undefined && TOKEN_GONE.has(code)) void renew();
    else tell('failed');
  });
  device.on('registered', () => tell('ready'));
  await device.register();
  const sound = () => void useSound(device);
  sound();
  const deaf = onSoundChosen(sound);
  return () => {
    clearTimeout(again);
    deaf();
    device.destroy();
  };
}

/** What was chosen may be unplugged: then the browser's own choice is used. */
async function useSound(device: Device): Promise<void> {
  const { microphone, speaker } = chosenSound();
  try {
    if (microphone) await device.audio?.setInputDevice(microphone);
    else await device.audio?.unsetInputDevice();
    if (device.audio?.isOutputSelectionSupported) await device.audio.speakerDevices.set(speaker || 'default');
  } catch {
    await device.audio?.unsetInputDevice().catch(() => undefined);
  }
}
