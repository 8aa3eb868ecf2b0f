import type { Language } from '../../identity/people/user.entity.js';

/** In which of our languages somebody is written to, who speaks this one or nobody knows which. */
export function languageOf(spoken: string | null, house: Language): Language {
  const tag = spoken?.toLowerCase() ?? '';
  if (tag.startsWith('pt')) return 'pt-BR';
  return tag.startsWith('en') ? 'en' : house;
}
