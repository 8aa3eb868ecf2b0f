import { useEffect, useState } from 'react';
import { AUDIBLE, levelOf, refusedAs, type MicrophoneState } from './microphone.rules';

export interface Sound {
  state: MicrophoneState;
  level: number;
  microphones: MediaDeviceInfo[];
  speakers: MediaDeviceInfo[];
}

const NOTHING: Sound = { state: 'asking', level: 0, microphones: [], speakers: [] };
const EVERY_MS = 80;

/** Listens to a microphone while it is looked at, and to nothing afterwards. What it hears goes nowhere. */
export function useMicrophone(id: string): Sound {
  const [sound, setSound] = useState(NOTHING);
  useEffect(() => {
    const ended = new AbortController();
    void listen(id, ended.signal, (change) => {
      if (!ended.signal.aborted) setSound((before) => ({ ...before, ...change }));
    });
    return () => ended.abort();
  }, [id]);
  return sound;
}

async function listen(id: string, ended: AbortSignal, tell: (change: Partial<Sound>) => void): Promise<void> {
  // Without https a browser has no microphone to give.
  if (!navigator.mediaDevices) return tell({ state: 'insecure' });
  try {
    const stream = await navigator.mediaDevices.getUserMedia({ audio: id ? { deviceId: { ideal: id } } : true });
    const stop = () => stream.getTracks().forEach((track) => track.stop());
    if (ended.aborted) return stop();
    // Names are told only to who may listen.
    const devices = await navigator.mediaDevices.enumerateDevices();
    tell({
      state: 'silent',
      microphones: devices.filter(({ kind, deviceId }) => kind === 'audioinput' && deviceId),
      speakers: devices.filter(({ kind, deviceId }) => kind === 'audiooutput' && deviceId),
    });
    measure(stream, ended, stop, tell);
  } catch (error) {
    tell({ state: refusedAs((error as Error).name) });
  }
}

function measure(stream: MediaStream, ended: AbortSignal, stop: () => void, tell: (change: Partial<Sound>) => void) {
  const context = new AudioContext();
  const analyser = context.createAnalyser();
  analyser.fftSize = 512;
  context.createMediaStreamSource(stream).connect(analyser);
  const samples = new Uint8Array(analyser.fftSize);
  let wasHeard = false;
  const timer = setInterval(() => {
    analyser.getByteTimeDomainData(samples);
    const level = levelOf(samples);
    wasHeard ||= level > AUDIBLE;
    tell({ level, state: wasHeard ? 'hearing' : 'silent' });
  }, EVERY_MS);
  ended.addEventListener('abort', () => {
    clearInterval(timer);
    stop();
    void context.close();
  });
}

/** Two notes, where somebody wants to know from which loudspeaker the voice comes. */
export async function playTone(speaker: string): Promise<void> {
  const context = new AudioContext();
  const choosable = context as AudioContext & { setSinkId?: (id: string) => Promise<void> };
  if (speaker && choosable.setSinkId) await choosable.setSinkId(speaker).catch(() => undefined);
  const gain = context.createGain();
  gain.gain.value = 0.15;
  gain.connect(context.destination);
  for (const [at, frequency] of [
    [0, 660],
    [0.25, 880],
  ] as const) {
    const note = context.createOscillator();
    note.frequency.value = frequency;
    note.connect(gain);
    note.start(context.currentTime + at);
    note.stop(context.currentTime + at + 0.2);
  }
  setTimeout(() => void context.close(), 800);
}
