/** What a scanner says of a file. `unscannable`: it will not look at this one, however often it is asked. */
export type ScanVerdict =
  { verdict: 'clean' } | { verdict: 'infected'; finding: string } | { verdict: 'unscannable'; finding: string };

/**
 * Looks for harm in a file. Whoever brings another one implements this, and nothing else changes. Throws where it cannot
 * be asked now: the file waits and is shown to it again.
 */
export abstract class FileScanner {
  /** False: nobody looks at files, and nothing waits for it. */
  abstract readonly isOn: boolean;
  abstract scan(content: Buffer): Promise<ScanVerdict>;
  /** Whether it answers now; throws with the reason. */
  abstract ping(): Promise<string>;
}

export class NoScanner extends FileScanner {
  readonly isOn = false;
  async scan(): Promise<ScanVerdict> {
    return { verdict: 'clean' };
  }
  async ping(): Promise<string> {
    return 'off';
  }
}
