import { ApiProperty } from '@nestjs/swagger';
import { IsUUID } from 'class-validator';
import { Optional } from '../../platform/http/optional.decorator.js';
import type { Session } from './session.entity.js';

export class SessionQuery {
  /** Somebody else’s, with `sessions:manage`. */
  @Optional() @IsUUID() user?: string;
}

export class SessionView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ description: 'The one that asks' }) current!: boolean;
  @ApiProperty({ enum: ['password', 'sso'] }) method!: string;
  @ApiProperty() ip!: string;
  @ApiProperty() userAgent!: string;
  @ApiProperty({ format: 'date-time' }) createdAt!: Date;
  @ApiProperty({ format: 'date-time' }) lastSeenAt!: Date;
  @ApiProperty({ format: 'date-time' }) expiresAt!: Date;

  static of({ id, method, address, userAgent, createdAt, seenAt, expiresAt }: Session, mine?: string): SessionView {
    return { id, current: id === mine, method, ip: address, userAgent, createdAt, lastSeenAt: seenAt, expiresAt };
  }
}

export class SessionList {
  @ApiProperty({ type: [SessionView] }) items!: SessionView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}
