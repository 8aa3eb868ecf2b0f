import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../../../platform/clock.js';
import { Work } from '../../../platform/database/work.js';
import { isId, newId } from '../../../platform/ids.js';
import { Job } from '../../../platform/jobs/job.decorators.js';
import { Jobs } from '../../../platform/jobs/jobs.js';
import type { Line, Page } from '../../contract.js';
import type {} from '../../channel.events.js';
import { InboxesService } from '../../inboxes.service.js';
import { TwilioClients } from '../../twilio/clients.service.js';
import { sendFailure } from '../../twilio/failure.rules.js';
import { HookUrls } from '../../twilio/hook-urls.service.js';
import type { Language } from '../flow/flow.js';
import { hangUp, pressOne, sayAndHangUp } from '../flow/other-answers.js';
import { spoken } from '../flow/spoken.js';
import { isOver } from '../hooks/twilio-call.js';

declare module '../../../platform/jobs/job.decorators.js' {
  interface JobData {
    'voice.page-again': { id: string; tries: number };
  }
}

interface PagedCall {
  id: string;
  inboxId: string;
  reference: string;
  number: string;
  text: string;
  language: Language;
  state: 'calling' | 'pausing' | 'confirmed' | 'unanswered';
  tries: number;
}

const MOST_TRIES = 3;
const PAUSE_MS = 60_000;
const RING_SECONDS = 30;

/** Calls somebody of the house, says what it is about, and asks for a 1: a voicemail that answers has heard nothing. */
@Injectable()
export class PagedCalls {
  constructor(
    private readonly db: DataSource,
    private readonly work: Work,
    private readonly clock: Clock,
    private readonly jobs: Jobs,
    private readonly clients: TwilioClients,
    private readonly inboxes: InboxesService,
    private readonly urls: HookUrls,
  ) {}

  /** A repeat of the same page calls nobody who has confirmed it. */
  async page({ to, text, language, reference }: Page, line: Line): Promise<void> {
    const now = this.clock.now();
    const [row] = await this.work.run((tx) =>
      tx.query<{ id: string; state: string; tries: number }>(
        `insert into paged_calls (id, inbox_id, reference, number, text, language, state, at, updated_at)
         values ($1, $2, $3, $4, $5, $6, 'calling', $7, $7)
         on conflict (reference) do update set updated_at = excluded.updated_at returning id, state, tries`,
        [newId(), line.id, reference, to, text, language.startsWith('pt') ? 'pt' : 'en', now],
      ),
    );
    if (row?.state === 'calling') await this.call(row.id, to, row.tries, line);
  }

  /** Somebody, or something, has answered. */
  async answered(line: Line, query: Record<string, string>, params: Record<string, string>): Promise<string> {
    const paged = await this.find(line, query.page);
    if (!paged) return hangUp();
    const words = spoken(paged.language);
    const url = this.urls.of(line.id, 'voice/page', { page: paged.id });
    if (params.Digits !== '1') return pressOne(paged.language, `${paged.text} ${words.pageKey}`, url);
    await this.end(paged.id, 'confirmed');
    return sayAndHangUp(paged.language, words.pageKnown);
  }

  /** The call is over. Each one is counted once, however often we are told. */
  async over(line: Line, query: Record<string, string>, params: Record<string, string>): Promise<void> {
    const paged = await this.find(line, query.page);
    const tries = Number(query.try);
    if (!paged || !isOver(params.CallStatus) || paged.tries !== tries) return;
    if (tries >= MOST_TRIES) return this.end(paged.id, 'unanswered');
    const isFirst = await this.become(paged.id, tries, 'calling', 'pausing');
    if (!isFirst) return;
    const id = `page-again:${paged.id}:${tries}`;
    await this.jobs.add('voice.page-again', { id: paged.id, tries }, { id, delayMs: PAUSE_MS });
  }

  @Job('voice.page-again')
  async again({ id, tries }: { id: string; tries: number }): Promise<void> {
    await this.become(id, tries, 'pausing', 'calling');
    const paged = await this.row(id);
    if (paged?.state !== 'calling' || paged.tries !== tries + 1) return;
    await this.call(id, paged.number, paged.tries, await this.inboxes.line(paged.inboxId));
  }

  private async call(id: string, to: string, tries: number, line: Line): Promise<void> {
    try {
      await this.clients.call(line, (twilio) =>
        twilio.calls.create({
          from: line.address!,
          to,
          timeout: RING_SECONDS,
          url: this.urls.of(line.id, 'voice/page', { page: id }),
          statusCallback: this.urls.told(line.id, 'page-status', { page: id, try: String(tries) }),
          statusCallbackEvent: ['completed'],
        }),
      );
    } catch (error) {
      throw sendFailure(error);
    }
  }

  private async become(id: string, tries: number, from: string, to: 'calling' | 'pausing'): Promise<boolean> {
    const rows = await this.work.run((tx) =>
      tx.query(
        `update paged_calls set state = $4, tries = tries + $5, updated_at = $6
         where id = $1 and tries = $2 and state = $3 returning id`,
        [id, tries, from, to, to === 'calling' ? 1 : 0, this.clock.now()],
      ),
    );
    return rows.length > 0;
  }

  private async end(id: string, state: 'confirmed' | 'unanswered'): Promise<void> {
    await this.work.run(async (tx) => {
      const [row] = await tx.query<{ reference: string; tries: number }>(
        `update paged_calls set state = $2, updated_at = $3 where id = $1 and state <> 'confirmed' and state <> $2
         returning reference, tries`,
        [id, state, this.clock.now()],
      );
      if (row) tx.emit('page.ended', { reference: row.reference, outcome: state, tries: row.tries });
    });
  }

  private async find(line: Line, id: string | undefined): Promise<PagedCall | undefined> {
    const row = isId(id ?? '') ? await this.row(id!) : undefined;
    return row?.inboxId === line.id ? row : undefined;
  }

  private async row(id: string): Promise<PagedCall | undefined> {
    const [row] = await this.db.query<PagedCall[]>(
      `select id, inbox_id as "inboxId", reference, number, text, language, state, tries from paged_calls where id = $1`,
      [id],
    );
    return row;
  }
}
