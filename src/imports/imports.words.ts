import type { Language } from '../identity/people/user.entity.js';
import type { FileProblemCode } from './files/file-problem.rules.js';
import type { Reason, RowError } from './kinds/field.rules.js';

const PROBLEMS: Record<FileProblemCode, string> = {
  empty: 'has nothing in it',
  no_rows: 'has no rows below its headings',
  not_text: 'is no table: save it as CSV',
  line_too_long: 'has a row that is too long to be one: is a quotation mark missing?',
  too_many_columns: 'has more than 500 columns',
  too_many_rows: 'has more than a million rows: divide it',
  open_quote: 'has a quotation mark that never ends',
  json_broken: 'is no whole JSON: did the download break off?',
  value_too_long: 'has a value that is too large',
  zip_broken: 'is a broken ZIP: download it again',
  zip_locked: 'is a ZIP with a password: take the password off',
  zip_too_large: 'is a ZIP beyond what can be read: divide it',
  zip_bomb: 'is a ZIP that unpacks to far more than it is',
  nothing_known: 'has nothing in it that this desk would export',
  forgotten: 'is forgotten already: give it again',
  fault: 'could not be read; look into the log',
};
export const problemWords = (code: FileProblemCode): string => PROBLEMS[code];

/** What stands in the file of refused rows, for who mends them. */
const REASONS: Record<Language, Record<Reason, string>> = {
  en: {
    missing: 'is missing',
    too_long: 'is too long',
    not_email: 'is no e-mail address',
    not_phone: 'is no phone number',
    not_day: 'is no date (2026-03-15 or 15/03/2026)',
    not_time: 'is no date and time',
    not_number: 'is no number',
    out_of_range: 'is too small or too large',
    not_choice: 'is none of the possible values',
    not_yes_no: 'is neither yes nor no',
    not_domain: 'is no domain such as acme.com',
    unknown: 'is not known',
    ambiguous: 'is the name of several',
    erased: 'this person asked to be erased, and is not brought back',
    taken: 'somebody else has this already',
    known: 'is known already',
    repeated: 'stands in an earlier row',
    refused: 'cannot be accepted',
    fault: 'could not be stored; look into the log',
    file_missing: 'this file is not in the archive; the message names it',
    file_ambiguous: 'several files of the archive could be it; put it into a folder called by its id',
    file_too_large: 'this file is larger than 25 MB',
    file_broken: 'this file cannot be unpacked',
    file_unclaimed: 'no message speaks of this file',
  },
  'pt-BR': {
    missing: 'está faltando',
    too_long: 'é longo demais',
    not_email: 'não é um endereço de e-mail',
    not_phone: 'não é um número de telefone',
    not_day: 'não é uma data (2026-03-15 ou 15/03/2026)',
    not_time: 'não é uma data com hora',
    not_number: 'não é um número',
    out_of_range: 'é pequeno ou grande demais',
    not_choice: 'não é um dos valores possíveis',
    not_yes_no: 'não é sim nem não',
    not_domain: 'não é um domínio como acme.com',
    unknown: 'não é conhecido',
    ambiguous: 'é o nome de vários',
    erased: 'esta pessoa pediu para ser apagada e não volta',
    taken: 'já pertence a outro',
    known: 'já é conhecido',
    repeated: 'já está em uma linha anterior',
    refused: 'não pode ser aceito',
    fault: 'não pôde ser guardado; veja o log',
    file_missing: 'este arquivo não está no pacote; a mensagem o menciona',
    file_ambiguous: 'vários arquivos do pacote podem ser este; coloque-o em uma pasta com o seu id',
    file_too_large: 'este arquivo tem mais de 25 MB',
    file_broken: 'este arquivo não pode ser descompactado',
    file_unclaimed: 'nenhuma mensagem fala deste arquivo',
  },
};

export const headOfReasons: Record<Language, string> = { en: 'Why it was refused', 'pt-BR': 'Por que foi recusada' };

export function reasonWords(
  language: Language,
  errors: readonly RowError[],
  nameOf: (field: string) => string,
): string {
  return errors
    .map(({ field, reason, value }) =>
      [field && `${nameOf(field)}:`, REASONS[language][reason], value && `(${value})`].filter(Boolean).join(' '),
    )
    .join('; ');
}
