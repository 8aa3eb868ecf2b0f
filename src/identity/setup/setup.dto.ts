import { ApiProperty } from '@nestjs/swagger';
import { IsEmail, IsIn, IsString, IsTimeZone, Length, MaxLength } from 'class-validator';
import { MAX_PASSWORD } from '../credentials/password.rules.js';
import { LANGUAGES, type Language } from '../people/user.entity.js';

export class SetupAnswers {
  /** From the link that the first start prints. */
  @IsString() @Length(20, 100) token!: string;
  @IsString() @Length(1, 200) company!: string;
  @IsIn(LANGUAGES) language!: Language;
  @IsTimeZone() timeZone!: string;
  @IsString() @Length(1, 120) name!: string;
  @IsEmail() @MaxLength(254) email!: string;
  @IsString() @MaxLength(MAX_PASSWORD) password!: string;
}

export class SetupView {
  @ApiProperty({ description: 'Nobody has an account here yet' }) needed!: boolean;
}
