import { Injectable } from '@nestjs/common';
import type { ChannelAdapter, Line, Page, PageBy } from './contract.js';
import { InboxesService } from './inboxes.service.js';
import { ChannelRegistry } from './registry.js';

/** By which line somebody was paged. */
export interface PagedBy {
  by: PageBy;
  line: string;
}

const INSTEAD: Record<PageBy, PageBy> = { call: 'text', text: 'call' };

/** Reaches people of the house by phone, on whatever line can: who is on call at night looks at no console. */
@Injectable()
export class Paging {
  constructor(
    private readonly registry: ChannelRegistry,
    private readonly inboxes: InboxesService,
  ) {}

  /** The other way where no line can do the wanted one; null where none can do either. Throws `SendFailure`. */
  async page(wanted: PageBy, page: Page): Promise<PagedBy | null> {
    for (const by of [wanted, INSTEAD[wanted]]) {
      const found = await this.lineFor(by);
      if (!found) continue;
      await found.adapter.page!(page, found.line);
      return { by, line: found.line.name };
    }
    return null;
  }

  private async lineFor(by: PageBy): Promise<{ adapter: ChannelAdapter; line: Line } | undefined> {
    for (const adapter of this.registry.all()) {
      if (adapter.pages !== by || !adapter.page) continue;
      const [line] = await this.inboxes.activeLines(adapter.kind);
      if (line) return { adapter, line };
    }
    return undefined;
  }
}
