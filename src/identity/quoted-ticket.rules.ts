/** Mails to our own people quote what a ticket is about: whether this column names one of the subject's, as SQL. */
export const quotesATicket = (subject: string): string =>
  `exists (select from tickets t where t.id in @ticket
     and (${subject} like '%#' || t.number || ' %' or ${subject} like '%#' || t.number or ${subject} like '%#' || t.number || ']%'
       or (length(t.subject) > 3 and position(t.subject in ${subject}) > 0)))`;
