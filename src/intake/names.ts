import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Inbound, Line, Sender } from '../channels/contract.js';
import { ChannelRegistry } from '../channels/registry.js';
import { isNameless } from '../customers/nameless.rules.js';
import { Logs } from '../platform/telemetry/logs.js';

/** Some providers tell a name only to who asks for it. Asked for those whom we know by none yet. */
@Injectable()
export class Names {
  private readonly log = Logs.for('intake');

  constructor(
    private readonly db: DataSource,
    private readonly registry: ChannelRegistry,
  ) {}

  /** Outside of any transaction. Never throws: somebody without a name is a customer as well. */
  async ask(line: Line, inbound: Inbound[]): Promise<void> {
    const adapter = this.registry.get(line.channel);
    if (!adapter.nameOf) return;
    const nameless = inbound.flatMap((thing) => whoIn(thing)).filter(({ name }) => !name);
    for (const value of new Set(nameless.map((sender) => sender.value))) {
      const same = nameless.filter((sender) => sender.value === value);
      if (await this.isKnown(line, same[0]!)) continue;
      const name = await adapter.nameOf(same[0]!, line).catch((error: unknown) => {
        this.log.warn({ err: error, inboxId: line.id }, 'a name could not be asked for');
        return undefined;
      });
      for (const sender of same) sender.name = name;
    }
  }

  private async isKnown(line: Line, { kind, value }: Sender): Promise<boolean> {
    const [known]: { name: string }[] = await this.db.query(
      `select c.name from contact_identities i join contacts c on c.id = i.contact_id
       where i.kind = $1 and i.scope = $2 and i.value = $3 and i.valid_to is null`,
      [kind, line.id, value],
    );
    return known !== undefined && !isNameless(known.name);
  }
}

function whoIn(thing: Inbound): Sender[] {
  if (thing.type === 'message' || thing.type === 'feedback') return [thing.sender];
  return thing.type === 'echo' && thing.to ? [thing.to] : [];
}
