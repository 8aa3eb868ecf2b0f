import { ApiProperty } from '@nestjs/swagger';
import { IsString, MaxLength, MinLength } from 'class-validator';

export class WrittenQuestion {
  /** What somebody is writing to us; its first words count. */
  @IsString() @MinLength(1) @MaxLength(5_000) text!: string;
  /** As browsers write it, such as `pt-BR`; English where it is none. */
  @IsString() @MaxLength(35) language!: string;
}

export class HelpOffer {
  @ApiProperty({ description: 'In which it is shown; not always the one that was asked for' }) language!: string;
  @ApiProperty() title!: string;
  @ApiProperty() summary!: string;
  @ApiProperty({ description: 'Its page in the help centre' }) url!: string;
}

export class HelpOfferList {
  @ApiProperty({ type: [HelpOffer] }) items!: HelpOffer[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}
