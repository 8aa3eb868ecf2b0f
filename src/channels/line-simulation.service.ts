import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Refusal } from '../platform/http/refusal.js';
import type { SimulatedAct, SimulatedWord } from './contract.js';
import { Hooks, type PlayMode } from './hooks.service.js';
import { InboxesService } from './inboxes.service.js';
import { ChannelRegistry } from './registry.js';

/** About what we said, and about what they said before. */
const ABOUT_OURS: readonly SimulatedAct[] = ['quote', 'reaction', 'delivered', 'read', 'failed'];
const ABOUT_THEIRS: readonly SimulatedAct[] = ['edit', 'unsend'];

/** Plays the provider of a line that is only tried: what it brings comes by the real door, with a real proof. */
@Injectable()
export class LineSimulation {
  constructor(
    private readonly db: DataSource,
    private readonly inboxes: InboxesService,
    private readonly registry: ChannelRegistry,
    private readonly hooks: Hooks,
  ) {}

  async actsOf(id: string): Promise<readonly SimulatedAct[]> {
    const line = await this.inboxes.line(id);
    return this.registry.get(line.channel).acts?.(line) ?? [];
  }

  async play(
    id: string,
    { act, mode, ...word }: SimulatedWord & { act: SimulatedAct; mode: PlayMode },
  ): Promise<{ taken: number; refused: number }> {
    const inbox = await this.inboxes.get(id);
    const adapter = this.registry.get(inbox.channel);
    const line = await this.inboxes.line(id);
    if (!adapter.simulate || !adapter.acts?.(line).includes(act)) {
      throw new Refusal('not_played', 422, 'This cannot be played on this line. Only lines that are simulated are.');
    }
    const about = await this.aboutOf(id, act);
    // Several lines are several messages, so that their order can be turned.
    const texts = act === 'text' ? word.text.split('\n').filter((text) => text.trim()) : [word.text];
    return this.hooks.played(mode, async () => {
      for (const text of texts) await adapter.simulate!(line, { ...word, text, act, ...(about && { about }) });
    });
  }

  /** The newest message that it can be about. */
  private async aboutOf(inboxId: string, act: SimulatedAct): Promise<SimulatedWord['about']> {
    const ours = ABOUT_OURS.includes(act);
    if (!ours && !ABOUT_THEIRS.includes(act)) return undefined;
    const [row] = await this.db.query<
      { externalId: string; messageId: string; text: string; customer: string | null }[]
    >(
      `select m.external_id as "externalId", m.id as "messageId", m.text,
         case when m.direction = 'in' then m.sender ->> 'address' else m.recipients -> 0 ->> 'address' end as customer
       from messages m join conversations c on c.id = m.conversation_id
       where c.inbox_id = $1 and m.direction = $2 and m.kind = 'message' and m.external_id is not null and not c.public
         and m.meta ->> 'unsent' is null
       order by m.id desc limit 1`,
      [inboxId, ours ? 'out' : 'in'],
    );
    if (row?.customer) return { ...row, customer: row.customer };
    throw new Refusal(
      ours ? 'nothing_answered' : 'nothing_said',
      422,
      ours ? 'Answer somebody on this line first: it is about your answer.' : 'Let the customer write first.',
    );
  }
}
