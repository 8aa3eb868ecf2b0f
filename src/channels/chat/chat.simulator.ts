import { Injectable } from '@nestjs/common';
import { newId } from '../../platform/ids.js';
import type { Line } from '../contract.js';
import { isEmail } from './calls.rules.js';
import { ChatService } from './chat.service.js';
import { VisitorsService } from './visitors.service.js';

/** "Send yourself a test": a visitor who comes by the same door as any other. */
@Injectable()
export class ChatSimulator {
  constructor(
    private readonly visitors: VisitorsService,
    private readonly chat: ChatService,
  ) {}

  async say(
    line: Pick<Line, 'publicKey'>,
    { name, address, text }: { name: string; address: string; text: string },
  ): Promise<void> {
    const known = await this.visitors.admitTest(line.publicKey ?? '');
    if (isEmail(address)) await this.visitors.setContact(known.visitor, { email: address.toLowerCase(), name });
    await this.chat.message(known, { clientId: newId(), text });
  }
}
