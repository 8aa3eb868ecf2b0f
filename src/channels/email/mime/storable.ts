/** PostgreSQL stores neither NUL nor half a character; one such byte must not cost the mail. */
export const storable = (text: string): string => text.replaceAll('\0', '').replace(/\p{Surrogate}/gu, '\uFFFD');

/** For what stands in one line: subjects, names, ids. */
export const oneLine = (text: string): string => storable(text.replace(/\p{Cc}+/gu, ' ')).trim();
