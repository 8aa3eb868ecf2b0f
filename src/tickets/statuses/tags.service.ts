import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { TagView } from './tag.dto.js';

/** More than anybody scrolls through; who wants an older one types it. */
const OFFERED = 500;

@Injectable()
export class TagsService {
  constructor(private readonly db: DataSource) {}

  list(): Promise<TagView[]> {
    return this.db.query('select name from ticket_tags order by used_at desc, name limit $1', [OFFERED]);
  }
}
