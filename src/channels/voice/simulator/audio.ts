const RATE = 8_000;

/** A WAV file of a quiet tone: something to play, where nobody spoke. */
export function silence(seconds: number): Buffer {
  const samples = Math.max(1, seconds) * RATE;
  const file = Buffer.alloc(44 + samples);
  file.write('RIFF', 0);
  file.writeUInt32LE(36 + samples, 4);
  file.write('WAVEfmt ', 8);
  file.writeUInt32LE(16, 16);
  file.writeUInt16LE(1, 20);
  file.writeUInt16LE(1, 22);
  file.writeUInt32LE(RATE, 24);
  file.writeUInt32LE(RATE, 28);
  file.writeUInt16LE(1, 32);
  file.writeUInt16LE(8, 34);
  file.write('data', 36);
  file.writeUInt32LE(samples, 40);
  for (let at = 0; at < samples; at += 1)
    file[44 + at] = 128 + Math.round(6 * Math.sin((at / RATE) * 2 * Math.PI * 220));
  return file;
}
