/** Which files a line does not carry. The composer asks the same before it sends, so this imports nothing. */

export interface FileFacts {
  name: string;
  type: string;
  size: number;
}

export interface FileLimits {
  outbound: boolean;
  maxBytes: number;
  maxCount: number;
  /** As `image/*` or `application/pdf`; everything, where it is left out. */
  types?: readonly string[];
  /** What is carried only up to less than `maxBytes`; the first that fits counts. */
  sizes?: readonly { types: readonly string[]; maxBytes: number }[];
  /** Everybody reads the answer, and it takes words alone. */
  wordsOnly?: boolean;
  /** What is otherwise on lines with these settings; the first that fits counts. */
  bySettings?: readonly ({ when: Readonly<Record<string, string | boolean>> } & Pick<
    FileLimits,
    'maxBytes' | 'sizes'
  >)[];
}

/** What an answer may carry, by how its line is set; where everybody reads it, perhaps less than elsewhere on its line. */
export function limitsIn(
  { attachments, wordsOnlyInPublic }: { attachments: FileLimits; wordsOnlyInPublic?: boolean },
  isPublic: boolean,
  settings: Readonly<Record<string, unknown>> = {},
): FileLimits {
  const { bySettings = [], ...usual } = attachments;
  const { when: _, ...own } = bySettings.find(({ when }) => isSet(when, settings)) ?? { when: {} };
  return { ...usual, ...own, ...(isPublic && wordsOnlyInPublic && { wordsOnly: true }) };
}

const isSet = (
  when: Readonly<Record<string, string | boolean>>,
  settings: Readonly<Record<string, unknown>>,
): boolean => Object.entries(when).every(([name, value]) => settings[name] === value);

export type FileProblem =
  | { kind: 'no_files' }
  | { kind: 'words_only' }
  | { kind: 'too_many'; most: number; count: number }
  | { kind: 'too_large'; name: string; maxBytes: number }
  | { kind: 'wrong_type'; name: string; types: readonly string[] };

export function fileProblems(files: readonly FileFacts[], limits: FileLimits): FileProblem[] {
  if (files.length === 0) return [];
  if (limits.wordsOnly) return [{ kind: 'words_only' }];
  if (!limits.outbound || limits.maxCount === 0) return [{ kind: 'no_files' }];
  const many: FileProblem[] =
    files.length > limits.maxCount ? [{ kind: 'too_many', most: limits.maxCount, count: files.length }] : [];
  const single = files.flatMap(({ name, type, size }): FileProblem[] => {
    const maxBytes = limits.sizes?.find(({ types }) => isAmong(type, types))?.maxBytes ?? limits.maxBytes;
    return [
      ...(size > maxBytes ? [{ kind: 'too_large' as const, name, maxBytes }] : []),
      ...(limits.types && !isAmong(type, limits.types)
        ? [{ kind: 'wrong_type' as const, name, types: limits.types }]
        : []),
    ];
  });
  return [...many, ...single];
}

/** `patterns` as `image/*` or `application/pdf`. */
export function isAmong(type: string, patterns: readonly string[]): boolean {
  const plain = type.toLowerCase().split(';')[0]!.trim();
  return patterns.some((pattern) =>
    pattern.endsWith('/*') ? plain.startsWith(pattern.slice(0, -1)) : plain === pattern,
  );
}

const MB = 1024 * 1024;
/** To whole hundreds of a megabyte, so that what is just above a limit does not read as the limit. */
const megabytes = (bytes: number): string => `${Math.round((bytes / MB) * 100) / 100} MB`;

export function problemInWords(problem: FileProblem): string {
  switch (problem.kind) {
    case 'no_files':
      return 'This line carries no files.';
    case 'words_only':
      return 'Under a post only words can be answered.';
    case 'too_many':
      return `This line carries at most ${problem.most} files in a message.`;
    case 'too_large':
      return `“${problem.name}” is larger than the ${megabytes(problem.maxBytes)} that this line carries.`;
    case 'wrong_type':
      return `This line does not carry files such as “${problem.name}”, only ${problem.types.join(', ')}.`;
  }
}
