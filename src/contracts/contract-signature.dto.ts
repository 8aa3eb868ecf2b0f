import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, IsUUID, Length, MaxLength, ValidateIf } from 'class-validator';
import { IsDay } from '../platform/http/day.decorator.js';

export const SIGNING_SIDES = ['customer', 'house'] as const;
export type SigningSide = (typeof SIGNING_SIDES)[number];

export class NewSignature {
  /** Theirs or ours. */
  @IsIn(SIGNING_SIDES) side!: SigningSide;
  @IsString() @Length(1, 200) name!: string;
  /** For what they stand, such as *director*. */
  @IsOptional() @IsString() @MaxLength(120) role?: string | null;
  @IsDay() signedOn!: string;
  /** What was signed: a document of this contract. */
  @IsOptional() @IsUUID() fileId?: string | null;
}

export class SignedDocument {
  /** A document of this contract; null where none is known. */
  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  @ValidateIf((_, value) => value !== null)
  @IsUUID()
  fileId!: string | null;
}

export class SignedFile {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() name!: string;
}

export class SignatureView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ enum: SIGNING_SIDES }) side!: SigningSide;
  @ApiProperty({ enum: ['link', 'paper'], description: 'link: by accepting its proposal.' }) way!: 'link' | 'paper';
  @ApiProperty() name!: string;
  @ApiProperty({ type: String, nullable: true }) role!: string | null;
  @ApiProperty({ format: 'date' }) signedOn!: string;
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) proposalId!: string | null;
  @ApiProperty({ type: String, nullable: true, example: 'P-214-1' }) proposalRef!: string | null;
  @ApiProperty({
    type: SignedFile,
    nullable: true,
    description: 'What was signed on paper: a document of the contract',
  })
  file!: SignedFile | null;
  @ApiProperty({ description: 'Who wrote it down.' }) by!: string;
  @ApiProperty({ format: 'date-time' }) at!: Date;
}

export class SignatureList {
  @ApiProperty({ type: [SignatureView], description: 'Oldest first' }) items!: SignatureView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: null;
}
