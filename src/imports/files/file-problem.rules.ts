/** Why a file cannot be read in at all. What is wrong with one row of it is that row's matter. */
export const FILE_PROBLEMS = [
  'empty',
  'no_rows',
  'not_text',
  'line_too_long',
  'too_many_columns',
  'too_many_rows',
  'open_quote',
  'json_broken',
  'value_too_long',
  'zip_broken',
  'zip_locked',
  'zip_too_large',
  'zip_bomb',
  'nothing_known',
  'forgotten',
  'fault',
] as const;
export type FileProblemCode = (typeof FILE_PROBLEMS)[number];

export class FileProblem extends Error {
  constructor(
    readonly code: FileProblemCode,
    /** Where in the file, as far as it is known. */
    readonly line: number | null = null,
  ) {
    super(line === null ? code : `${code} at line ${line}`);
  }
}
