import { ApiProperty } from '@nestjs/swagger';
import { IsString, MaxLength } from 'class-validator';
import { Optional } from '../../platform/http/optional.decorator.js';

export class Enrolment {
  @ApiProperty({ description: 'Base32, for typing into an app' }) secret!: string;
  @ApiProperty({ description: 'otpauth://' }) uri!: string;
  @ApiProperty({ description: 'The same as a picture to scan' }) qrSvg!: string;
}

export class TotpConfirmation {
  @IsString() @MaxLength(20) code!: string;
}

/** A code of the app, or a recovery code. */
export class TotpProof {
  @IsString() @MaxLength(30) code!: string;
}

/** One of the two. */
export class TotpRemoval {
  @Optional() @IsString() @MaxLength(30) code?: string;
  @Optional() @IsString() @MaxLength(200) password?: string;
}

export class RecoveryCodes {
  @ApiProperty({ type: [String], description: 'Each replaces one code of the app, once. Shown only now' })
  recoveryCodes!: string[];
}
