/** Two short tones, made here: no file to fetch at the moment when it matters. */
const TONES = [
  { hertz: 660, after: 0 },
  { hertz: 880, after: 0.12 },
];
const SECONDS = 0.22;
const LOUD = 0.12;

let context: AudioContext | undefined;

/** Silent where the browser allows no sound yet, because nobody has touched the page. */
export async function chime(): Promise<void> {
  try {
    context ??= new AudioContext();
    await context.resume();
    for (const { hertz, after } of TONES) tone(context, hertz, context.currentTime + after);
  } catch {
    // No loudspeaker: whoever looks sees it all the same.
  }
}

function tone(on: AudioContext, hertz: number, at: number): void {
  const source = on.createOscillator();
  const volume = on.createGain();
  source.frequency.value = hertz;
  volume.gain.setValueAtTime(0, at);
  volume.gain.linearRampToValueAtTime(LOUD, at + 0.02);
  volume.gain.exponentialRampToValueAtTime(0.0001, at + SECONDS);
  source.connect(volume).connect(on.destination);
  source.start(at);
  source.stop(at + SECONDS);
}
