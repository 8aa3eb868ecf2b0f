import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/tx.js';
import type { Actor } from '../../platform/http/access.decorators.js';
import { AccessReader } from './access-reader.js';

/** For rooms that tell people something without being asked: what each of them may know. */
@Injectable()
export class ActorsService {
  constructor(private readonly access: AccessReader) {}

  /** Those who work here, with the rights that hold now. */
  of(userIds: readonly string[], tx?: Tx): Promise<Actor[]> {
    return this.access.ofUsers(userIds, tx);
  }
}
