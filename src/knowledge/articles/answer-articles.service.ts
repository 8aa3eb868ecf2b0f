import { Injectable } from '@nestjs/common';
import { Reading } from '../../platform/database/reading.js';
import { Clock } from '../../platform/clock.js';
import type { Actor } from '../../platform/http/access.decorators.js';
import { notFound } from '../../platform/http/refusal.js';
import { TicketsService } from '../../tickets/tickets.service.js';
import { ArticleReading } from './article-reading.service.js';
import { AGENT, visibleTo } from './article.access.js';
import type { AnswerArticleList, ArticleFromMessage, ArticleView, FindArticles } from './article.dto.js';
import { languageTag, type Audience } from './article.rules.js';
import { ArticlesService } from './articles.service.js';
import { safeHtml } from '../../conversations/message-html.rules.js';
import { escaped } from '../../platform/http/plain-page.js';

interface Question {
  text: string;
  language: string | null;
  companyId: string | null;
}

/** Between tickets and articles: what may answer a question, and an answer that becomes an article. */
@Injectable()
export class AnswerArticles {
  constructor(
    private readonly reading: Reading,
    private readonly clock: Clock,
    private readonly tickets: TicketsService,
    private readonly articles: ArticlesService,
    private readonly articleReading: ArticleReading,
  ) {}

  async find(actor: Actor, { q, ticket, language, limit }: FindArticles): Promise<AnswerArticleList> {
    const question = ticket === undefined ? null : await this.question(await this.tickets.idOf(actor, ticket));
    const spoken = language ?? languageTag(question?.language ?? '') ?? (await this.articleReading.house());
    const lines = q?.trim()
      ? await this.articleReading.find(AGENT, q, spoken, limit)
      : question
        ? await this.articleReading.suggestions(AGENT, question.text, spoken, limit)
        : await this.articleReading.popular(AGENT, spoken, limit);
    const who = await this.whoReads(
      lines.map(({ id }) => id),
      question,
    );
    return {
      items: lines.map((line) => {
        const { audience, readable } = who.get(line.id)!;
        return {
          ...line,
          audience,
          readable: question ? readable : null,
          url: this.articles.addressOf({ ...line, audience }, line),
        };
      }),
      nextCursor: null,
      language: spoken,
    };
  }

  /** A draft with the question for a title and our answer for its words. What it says of one customer, a person takes out. */
  async fromMessage(actor: Actor, { ticketId, messageId, language }: ArticleFromMessage): Promise<ArticleView> {
    const id = await this.tickets.idOf(actor, ticketId);
    const [said] = await this.reading.query<{
      subject: string;
      text: string;
      html: string | null;
      language: string | null;
    }>(
      `select t.subject, m.text, m.html, c.language from messages m join tickets t on t.id = m.ticket_id
       left join contacts c on c.id = t.contact_id
       where m.id = $1 and m.ticket_id = $2 and m.direction in ('out', 'internal')`,
      [messageId, id],
    );
    if (!said) throw notFound('message');
    const spoken = language ?? languageTag(said.language ?? '') ?? (await this.articleReading.house());
    return this.articles.create(
      actor,
      {
        language: spoken,
        title: said.subject.slice(0, 300).trim() || '…',
        body: said.html ? safeHtml(said.html) : paragraphs(said.text),
        audience: 'internal',
      },
      { ticketId: id },
    );
  }

  private async question(ticketId: string): Promise<Question> {
    const [row] = await this.reading.query<Question>(
      `select t.subject || ' ' || t.subject || ' ' || coalesce((select left(m.text, 600) from messages m
           where m.ticket_id = t.id and m.direction = 'in' order by m.ticket_seq limit 1), '') as text,
         c.language, coalesce(t.company_id, c.company_id) as "companyId"
       from tickets t left join contacts c on c.id = t.contact_id where t.id = $1`,
      [ticketId],
    );
    return row!;
  }

  /** Whether the customer who asked may open each. */
  private async whoReads(ids: readonly string[], question: Question | null) {
    const on = this.clock.now().toISOString().slice(0, 10);
    const parameters: unknown[] = [ids];
    const seen = visibleTo({ kind: 'customer', companyId: question?.companyId ?? null, on }, parameters);
    const rows = await this.reading.query<{ id: string; audience: Audience; readable: boolean }>(
      `select a.id, a.audience, ${seen} as readable from knowledge_articles a where a.id = any($1::uuid[])`,
      parameters,
    );
    return new Map(rows.map((row) => [row.id, row]));
  }
}

const paragraphs = (text: string): string =>
  text
    .split(/\n{2,}/)
    .map((part) => `<p>${escaped(part.trim()).replace(/\n/g, '<br>')}</p>`)
    .join('');
