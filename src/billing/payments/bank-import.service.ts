import { setImmediate } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditService } from '../../identity/audit/audit.service.js';
import { sha256 } from '../../platform/crypto/tokens.js';
import { CsvProblem, linesOf, separatorOf, type Line } from '../../platform/csv-reader.js';
import { Work } from '../../platform/database/work.js';
import { decimalsOf } from '../../platform/documents/wording.rules.js';
import type { Actor } from '../../platform/http/access.decorators.js';
import { invalid } from '../../platform/http/refusal.js';
import { columnsOf, matcherOf, movementOf, type BankMovement, type OpenInvoice } from './bank-file.rules.js';
import type { BankImport, BankResult, BankRow } from './payment.dto.js';
import { PaymentsService } from './payments.service.js';

const MOST_ROWS = 2_000;
/** So many rows are compared before others get their turn. */
const AT_ONCE = 50;

interface Movement extends BankMovement {
  /** The same row of the same file again; two equal payments on one day are the first and the second. */
  key: string;
}

/** Payments from a bank's file: first said, then recorded, and the same file again changes nothing. */
@Injectable()
export class BankImports {
  constructor(
    private readonly db: DataSource,
    private readonly work: Work,
    private readonly audit: AuditService,
    private readonly payments: PaymentsService,
  ) {}

  async import(actor: Actor, { content, currency, columns, apply = false }: BankImport): Promise<BankResult> {
    const [head, ...body] = tableOf(content);
    const found = columnsOf(head?.cells ?? [], columns ?? {});
    if ('missing' in found) throw invalid(`columns.${found.missing}`, 'is no column of the first row');
    if (body.length > MOST_ROWS) throw invalid('content', `has more than ${MOST_ROWS} rows; cut it in pieces`);
    const decimals = decimalsOf(currency);
    const read = body.map(({ cells, line }) => movementOf(cells, line, found, decimals));
    const movements = keyed(read.filter((one): one is BankMovement => 'amount' in one));
    const known = await this.known(movements.map(({ key }) => key));
    const invoices = await this.open(currency);
    const rows: BankRow[] = read.flatMap((one) =>
      'problem' in one ? { ...EMPTY, ...one, outcome: 'bad' as const } : [],
    );
    const keys = new Map<number, string>();
    const match = matcherOf(invoices);
    for (const [at, movement] of movements.entries()) {
      if (at % AT_ONCE === 0) await setImmediate();
      const { key, ...shown } = movement;
      keys.set(movement.line, key);
      rows.push({ ...EMPTY, ...shown, ...outcomeOf(movement, known, match) });
    }
    rows.sort((a, b) => a.line - b.line);
    const matched = rows.filter(({ outcome }) => outcome === 'matched');
    if (apply) await this.apply(actor, currency, matched, keys);
    return {
      applied: apply,
      matched: matched.length,
      total: matched.reduce((sum, { amount }) => sum + amount!, 0),
      rows,
    };
  }

  private apply(actor: Actor, currency: string, rows: readonly BankRow[], keys: ReadonlyMap<number, string>) {
    return this.work.run(async (tx) => {
      // In one order, so that two imports at once do not wait for each other.
      for (const row of [...rows].sort((a, b) => (a.invoice!.id < b.invoice!.id ? -1 : 1))) {
        await this.payments.take(tx, actor, row.invoice!.id, {
          amount: row.amount!,
          currency,
          paidOn: row.paidOn!,
          method: 'bank',
          reference: row.reference.slice(0, 120) || null,
          note: null,
          outsideId: keys.get(row.line),
        });
      }
      await this.audit.record(tx, { actor, action: 'payments.imported', data: { rows: rows.length, currency } });
    });
  }

  private async known(keys: readonly string[]): Promise<Set<string>> {
    const rows = await this.db.query<{ key: string }[]>(
      `select outside_id as key from payments where method = 'bank' and connection_id is null and outside_id = any($1)`,
      [keys],
    );
    return new Set(rows.map(({ key }) => key));
  }

  private open(currency: string): Promise<OpenInvoice[]> {
    return this.db.query<OpenInvoice[]>(
      `select i.id, i.ref, (i.total - i.paid - i.credited)::float8 as open, c.name as company
       from invoices i join companies c on c.id = i.company_id
       where i.kind = 'invoice' and i.state in ('issued', 'partly_paid') and i.currency = $1 order by i.id`,
      [currency],
    );
  }
}

function tableOf(content: string): Line[] {
  try {
    return linesOf(content, separatorOf(content));
  } catch (error) {
    if (error instanceof CsvProblem)
      throw invalid('content', `is no table: ${PROBLEMS[error.code]} in line ${error.line}`);
    throw error;
  }
}

const PROBLEMS: Record<CsvProblem['code'], string> = {
  open_quote: 'a quote is not closed',
  line_too_long: 'too much stands',
  too_many_columns: 'there are too many columns',
};

const EMPTY = { paidOn: null, amount: null, invoice: null, problem: null };

function outcomeOf(
  movement: Movement,
  known: ReadonlySet<string>,
  match: ReturnType<typeof matcherOf>,
): Pick<BankRow, 'outcome'> & Partial<BankRow> {
  // Money that went out is nobody's payment.
  if (movement.amount <= 0) return { outcome: 'ignored' };
  if (known.has(movement.key)) return { outcome: 'known' };
  const found = match(movement);
  if ('invoice' in found) return { outcome: 'matched', invoice: { id: found.invoice.id, ref: found.invoice.ref } };
  return { outcome: 'ambiguous' in found ? 'ambiguous' : 'unmatched' };
}

function keyed(movements: readonly BankMovement[]): Movement[] {
  const seen = new Map<string, number>();
  return movements.map((movement) => {
    const { paidOn, amount, reference } = movement;
    const same = JSON.stringify([paidOn, amount, reference]);
    const nth = (seen.get(same) ?? 0) + 1;
    seen.set(same, nth);
    return { ...movement, key: sha256(`${same} ${nth}`) };
  });
}
