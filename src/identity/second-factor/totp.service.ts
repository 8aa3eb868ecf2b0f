import { Injectable } from '@nestjs/common';
import { generateSecret, generateURI, verify } from 'otplib';
import { toString as qrCode } from 'qrcode';
import { Clock } from '../../platform/clock.js';
import { tokenHash } from '../../platform/crypto/tokens.js';
import { Vault } from '../../platform/crypto/vault.js';
import type { Tx } from '../../platform/database/tx.js';
import { Work } from '../../platform/database/work.js';
import type { Actor } from '../../platform/http/access.decorators.js';
import { conflict, invalid } from '../../platform/http/refusal.js';
import { AuditService } from '../audit/audit.service.js';
import { Credentials } from '../credentials/credentials.entity.js';
import { CredentialsService } from '../credentials/credentials.service.js';
import { User } from '../people/user.entity.js';
import { SessionsService, type OpenedSession } from '../sessions/sessions.service.js';
import { SettingsService } from '../settings/settings.service.js';
import { isRecoveryCode, newRecoveryCodes, plainCode } from './recovery-codes.js';
import type { Enrolment } from './totp.dto.js';

const PURPOSE = 'totp';
/** Clocks of telephones differ by some seconds, and people type slowly. */
const TOLERANCE_S = 30;

@Injectable()
export class TotpService {
  constructor(
    private readonly work: Work,
    private readonly clock: Clock,
    private readonly vault: Vault,
    private readonly settings: SettingsService,
    private readonly credentials: CredentialsService,
    private readonly sessions: SessionsService,
    private readonly audit: AuditService,
  ) {}

  /** A fresh secret, which counts only after a code of it was confirmed. */
  async begin(actor: Actor): Promise<Enrolment> {
    const secret = generateSecret();
    const email = await this.work.run(async (tx) => {
      await this.refuseEnrolled(tx, actor.id!);
      await tx.query(
        `insert into credentials (user_id, totp_secret) values ($1, $2)
         on conflict (user_id) do update set totp_secret = excluded.totp_secret, totp_last_step = null`,
        [actor.id, this.vault.seal(secret, PURPOSE)],
      );
      return (await tx.find(User, { id: actor.id! }))!.email;
    });
    const { company } = await this.settings.current();
    const uri = generateURI({ issuer: company || 'Frontdesk', label: email, secret });
    return { secret, uri, qrSvg: await qrCode(uri, { type: 'svg', margin: 1 }) };
  }

  /** Ends every other session: who was in before proved less. */
  async confirm(actor: Actor, code: string): Promise<{ recoveryCodes: string[]; session?: OpenedSession }> {
    const recoveryCodes = newRecoveryCodes();
    const session = await this.work.run(async (tx) => {
      const proof = await this.refuseEnrolled(tx, actor.id!);
      if (!proof?.totpSecret) throw conflict('no_enrolment', 'Ask for a new secret first.');
      if (!(await this.useCode(tx, proof, code))) throw invalid('code', 'this code is not the present one');
      await tx.query('update credentials set totp_confirmed_at = $2 where user_id = $1', [actor.id, this.clock.now()]);
      await tx.query('delete from recovery_codes where user_id = $1', [actor.id]);
      await tx.query('insert into recovery_codes (user_id, code_hash) select $1, unnest($2::text[])', [
        actor.id,
        recoveryCodes.map((c) => tokenHash(plainCode(c))),
      ]);
      await this.sessions.endAll(tx, actor.id!, actor.sessionId);
      const renewed = await this.sessions.secondFactorShown(tx, actor);
      await this.audit.record(tx, { actor, action: 'totp.enrolled', target: { kind: 'user', id: actor.id! } });
      return renewed;
    });
    return { recoveryCodes, session };
  }

  /** The code was right: this session has shown the second factor. */
  shown(actor: Actor): Promise<OpenedSession | undefined> {
    return this.work.run(async (tx) => {
      const renewed = await this.sessions.secondFactorShown(tx, actor);
      await this.audit.record(tx, { actor, action: 'totp.shown', target: { kind: 'user', id: actor.id! } });
      return renewed;
    });
  }

  /** Takes the second factor away. That the person may is proved by the caller. */
  remove(actor: Actor): Promise<OpenedSession | undefined> {
    return this.work.run(async (tx) => {
      await this.credentials.removeTotp(tx, actor.id!);
      const renewed = await this.renew(tx, actor);
      await this.audit.record(tx, { actor, action: 'totp.removed', target: { kind: 'user', id: actor.id! } });
      return renewed;
    });
  }

  /** Accepts a code of the app or a recovery code, each once. */
  async prove(userId: string, given: string): Promise<boolean> {
    return this.work.run(async (tx) => {
      const proof = await tx.lock(Credentials, { userId });
      if (!proof?.totpConfirmedAt) return false;
      return isRecoveryCode(given) ? this.useRecoveryCode(tx, userId, given) : this.useCode(tx, proof, given);
    });
  }

  private async useCode(tx: Tx, proof: Credentials, code: string): Promise<boolean> {
    const token = code.replace(/\s/g, '');
    if (!/^\d{6}$/.test(token) || !proof.totpSecret) return false;
    const result = await verify({
      secret: this.vault.open(proof.totpSecret, PURPOSE),
      token,
      epoch: Math.floor(this.clock.millis() / 1_000),
      epochTolerance: TOLERANCE_S,
    });
    if (!result.valid || !('timeStep' in result)) return false;
    if (proof.totpLastStep !== null && result.timeStep <= Number(proof.totpLastStep)) return false;
    await tx.query('update credentials set totp_last_step = $2 where user_id = $1', [proof.userId, result.timeStep]);
    return true;
  }

  private async useRecoveryCode(tx: Tx, userId: string, given: string): Promise<boolean> {
    const used = await tx.query('delete from recovery_codes where user_id = $1 and code_hash = $2 returning 1', [
      userId,
      tokenHash(plainCode(given)),
    ]);
    return used.length > 0;
  }

  private async refuseEnrolled(tx: Tx, userId: string): Promise<Credentials | null> {
    const proof = await tx.lock(Credentials, { userId });
    if (proof?.totpConfirmedAt) throw conflict('totp_enrolled', 'A second factor is enrolled. Remove it first.');
    return proof;
  }

  private async renew(tx: Tx, actor: Actor): Promise<OpenedSession | undefined> {
    await this.sessions.endAll(tx, actor.id!, actor.sessionId);
    return actor.sessionId ? this.sessions.replaceToken(tx, actor.sessionId) : undefined;
  }
}
