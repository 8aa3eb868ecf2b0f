import { IsEmail, IsString, Length, MaxLength } from 'class-validator';
import { MAX_PASSWORD } from '../credentials/password.rules.js';

export class PasswordResetRequest {
  @IsEmail() @MaxLength(254) email!: string;
}

export class PasswordResetConfirmation {
  @IsString() @Length(20, 100) token!: string;
  @IsString() @MaxLength(MAX_PASSWORD) password!: string;
}
