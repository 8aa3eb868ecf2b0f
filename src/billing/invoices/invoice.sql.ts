/** An invoice as a row of a list. `$1` is today: what is open past its day is overdue, which no job has to find out. */
export const SHOWN_STATE = `case when i.kind = 'invoice' and i.state in ('issued', 'partly_paid') and i.due_on < $1::date then 'overdue' else i.state end`;

/** What is left to pay; a credit note is not paid. */
export const OPEN = `case when i.kind = 'invoice' and i.state in ('issued', 'partly_paid') then greatest(0, i.total - i.paid - i.credited) else 0 end`;

export const INVOICE_COLUMNS = `
  i.id, i.kind, i.ref, json_build_object('id', c.id, 'name', c.name) as company,
  case when k.id is null then null else json_build_object('id', k.id, 'number', k.number) end as contract,
  i.period, ${SHOWN_STATE} as state, i.currency, i.total::float8 as total, i.paid::float8 as paid,
  i.credited::float8 as credited, (${OPEN})::float8 as open, i.issued_on::text as "issuedOn", i.due_on::text as "dueOn",
  i.sent_at as "sentAt", i.send_problem as "sendProblem", i.version`;

export const INVOICE_FROM = `invoices i join companies c on c.id = i.company_id left join contracts k on k.id = i.contract_id`;

/** All of it. */
export const WHOLE_INVOICE = `
  select ${INVOICE_COLUMNS}, i.net::float8 as net, i.taxes, i.bill_to as "billTo", i.terms_days as "termsDays",
    i.tax_rate_ids as "taxRateIds", i.language, i.reference, i.notes,
    coalesce((select json_agg(json_build_object('id', l.id, 'kind', l.kind, 'text', l.text, 'quantity', l.quantity,
       'unitAmount', l.unit_amount, 'amount', l.amount, 'tax', l.tax, 'from', l.from_day, 'to', l.to_day) order by l.place)
       from invoice_lines l where l.invoice_id = i.id), '[]') as lines,
    coalesce((select json_agg(json_build_object('id', p.id, 'amount', p.amount, 'paidOn', p.paid_on, 'method', p.method,
       'reference', p.reference, 'note', p.note, 'by', p.by_name, 'at', p.at, 'reversedAt', p.reversed_at,
       'reversedWhy', p.reversed_why) order by p.id) from payments p where p.invoice_id = i.id), '[]') as payments,
    coalesce((select json_agg(json_build_object('id', n.id, 'ref', n.ref) order by n.id)
       from invoices n where n.credits_id = i.id), '[]') as "creditNotes",
    (select json_build_object('id', o.id, 'ref', o.ref) from invoices o where o.id = i.credits_id) as credits,
    coalesce((select json_agg(json_build_object('daysAfter', m.days_after, 'ticket', t.number, 'problem', m.problem,
       'at', m.at) order by m.id) from invoice_letters m left join tickets t on t.id = m.ticket_id
       where m.invoice_id = i.id), '[]') as letters
  from ${INVOICE_FROM}`;
