import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../../platform/clock.js';
import { Work } from '../../platform/database/work.js';
import type { Actor } from '../../platform/http/access.decorators.js';
import { UserDirectoryService } from '../people/user-directory.service.js';
import { User } from '../people/user.entity.js';
import { AttendanceService } from '../presence/attendance.service.js';
import type { Identified } from '../sessions/access-reader.js';
import { notSignedIn } from '../sessions/sessions.service.js';
import type { MeView, MyChange } from './me.dto.js';

@Injectable()
export class MeService {
  constructor(
    private readonly db: DataSource,
    private readonly work: Work,
    private readonly clock: Clock,
    private readonly directory: UserDirectoryService,
    private readonly attendance: AttendanceService,
  ) {}

  async view(identified: Pick<Identified, 'actor' | 'mustEnrolTotp' | 'mustProveTotp'>): Promise<MeView> {
    const { actor, mustEnrolTotp, mustProveTotp } = identified;
    const user = await this.db.getRepository(User).findOneBy({ id: actor.id! });
    if (!user) throw notSignedIn();
    const { id, name, email, language, timeZone, theme, signature, phone, availability } = user;
    const { roles, teams, totpEnabled } = (await this.directory.belonging([id])).get(id)!;
    return {
      id,
      name,
      email,
      language,
      timeZone,
      theme,
      signature,
      phone,
      roles,
      teams,
      totpEnabled,
      permissions: [...actor.permissions].sort(),
      ticketScope: actor.ticketScope,
      mustEnrolTotp,
      mustProveTotp,
      availability,
    };
  }

  async change(actor: Actor, { availability, ...change }: MyChange): Promise<void> {
    const userId = actor.id!;
    await this.work.run(async (tx) => {
      const user = (await tx.lock(User, { id: userId }))!;
      Object.assign(user, change, { updatedAt: this.clock.now(), version: user.version + 1 });
      await tx.manager.update(User, { id: userId }, user);
    });
    if (availability) await this.attendance.choose(userId, availability);
  }
}
