import { IsString, MaxLength } from 'class-validator';
import { Optional } from '../../platform/http/optional.decorator.js';
import { MAX_PASSWORD } from '../credentials/password.rules.js';

export class SignIn {
  @IsString() @MaxLength(254) email!: string;
  @IsString() @MaxLength(MAX_PASSWORD) password!: string;
  /** The present code of the app, or a recovery code. Asked for by 401 `totp_required`. */
  @Optional() @IsString() @MaxLength(30) totp?: string;
}

export class PasswordChange {
  @IsString() @MaxLength(MAX_PASSWORD) current!: string;
  @IsString() @MaxLength(MAX_PASSWORD) password!: string;
}
