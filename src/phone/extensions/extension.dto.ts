import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsNumber,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import { STRATEGIES, type Strategy } from '../../channels/calls/extension.entity.js';
import { Optional } from '../../platform/http/optional.decorator.js';

const KINDS = ['person', 'group', 'outside'] as const;
const WAYS = ['voicemail', 'flow', 'extension', 'number'] as const;

export class RingTargetBody {
  /** `mobile`: whoever answers presses 1. `desk-phone`: with the account that `POST …/desk-phone` makes. */
  @IsIn(['mobile', 'desk-phone'])
  @ApiProperty({ enum: ['mobile', 'desk-phone'] })
  kind!: 'mobile' | 'desk-phone';

  /** Of a mobile, with its country code. */
  @Optional()
  @IsString()
  @MaxLength(30)
  phone?: string;
}

export class WayBody {
  /** Its voicemail, what the line says next, another extension, or an outside number. */
  @IsIn(WAYS)
  @ApiProperty({ enum: WAYS })
  to!: (typeof WAYS)[number];

  @Optional()
  @IsUUID()
  extensionId?: string;

  @Optional()
  @IsString()
  @MaxLength(30)
  phone?: string;
}

export class WaysBody {
  @Optional() @ValidateNested() @Type(() => WayBody) @ApiPropertyOptional({ type: WayBody }) busy?: WayBody;
  @Optional() @ValidateNested() @Type(() => WayBody) @ApiPropertyOptional({ type: WayBody }) nobody?: WayBody;
  @Optional() @ValidateNested() @Type(() => WayBody) @ApiPropertyOptional({ type: WayBody }) closed?: WayBody;
}

export class GreetingBody {
  @Optional() @IsString() @MaxLength(2000) pt?: string;
  @Optional() @IsString() @MaxLength(2000) en?: string;
}

export class ExtensionChange {
  /** What is dialled. One must not begin with another: who dials 20 is not to be taken for one who begins 201. */
  @Optional() @Matches(/^\d{2,6}$/) number?: string;
  @Optional() @IsString() @Length(1, 80) name?: string;

  /** `person`: whose it is. */
  @Optional() @IsUUID() userId?: string;

  /** `outside`: where it leads. */
  @Optional() @IsString() @MaxLength(30) phone?: string;

  /** What rings beside the console. */
  @Optional()
  @IsArray()
  @ArrayMaxSize(4)
  @ValidateNested({ each: true })
  @Type(() => RingTargetBody)
  @ApiPropertyOptional({ type: [RingTargetBody] })
  targets?: RingTargetBody[];

  /** `person`: what rings beside the console rings for calls of their teams, too, while they are available. */
  @Optional() @IsBoolean() teamCalls?: boolean;

  /** `group`: extensions of people, in the order of their turns. */
  @Optional() @IsArray() @ArrayMaxSize(50) @IsUUID(undefined, { each: true }) members?: string[];

  /** `group`: at all of them, at one after the other, or at who has not talked for longest. */
  @Optional()
  @IsIn(STRATEGIES)
  @ApiPropertyOptional({ enum: STRATEGIES })
  strategy?: Strategy;

  /** In a group that rings one after the other: for each. */
  @Optional() @IsInt() @Min(5) @Max(120) ringSeconds?: number;

  /** Its hours; null: always. */
  @IsOptional() @IsUUID() @ApiPropertyOptional({ type: String, format: 'uuid', nullable: true }) calendarId?:
    string | null;

  /** What comes instead when it is busy, when nobody answers, and outside its hours. */
  @Optional() @ValidateNested() @Type(() => WaysBody) @ApiPropertyOptional({ type: WaysBody }) ways?: WaysBody;

  /** What its voicemail says. */
  @Optional()
  @ValidateNested()
  @Type(() => GreetingBody)
  @ApiPropertyOptional({ type: GreetingBody })
  greeting?: GreetingBody;

  /** Where its owner may call, within what the line allows; empty: wherever that may. */
  @Optional()
  @IsArray()
  @ArrayMaxSize(50)
  @Matches(/^\+\d{1,8}$/, { each: true })
  allowedPrefixes?: string[];

  /** For what its owner may call in a month, in the currency of the line's prices; null: without limit. */
  @IsOptional()
  @IsNumber()
  @Min(0)
  @Max(1_000_000)
  @ApiPropertyOptional({ type: Number, nullable: true })
  monthlyLimit?: number | null;

  @Optional() @IsInt() @Min(1) version?: number;
}

export class NewExtension extends ExtensionChange {
  @IsIn(KINDS)
  @ApiProperty({ enum: KINDS })
  kind!: (typeof KINDS)[number];

  @Matches(/^\d{2,6}$/) declare number: string;
  @IsString() @Length(1, 80) declare name: string;
}

export class DeskPhoneBody {
  /** The line at whose provider the account is made; the first with calls where none is named. */
  @Optional()
  @IsUUID()
  inboxId?: string;
}

export class DeskPhoneView {
  @ApiProperty() username!: string;
  @ApiProperty({ description: 'Where the telephone signs in.' }) domain!: string;
}

export class DeskPhoneMade extends DeskPhoneView {
  @ApiProperty({ description: 'Shown once, now.' }) password!: string;
}

export class WaysView {
  @ApiProperty({ type: WayBody }) busy!: WayBody;
  @ApiProperty({ type: WayBody }) nobody!: WayBody;
  @ApiProperty({ type: WayBody }) closed!: WayBody;
}

class Owner {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() name!: string;
}

export class ExtensionView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ enum: KINDS }) kind!: (typeof KINDS)[number];
  @ApiProperty() number!: string;
  @ApiProperty() name!: string;
  @ApiProperty({ type: Owner, nullable: true }) user!: Owner | null;
  @ApiProperty({ type: String, nullable: true }) phone!: string | null;
  @ApiProperty({ type: [RingTargetBody] }) targets!: RingTargetBody[];
  @ApiProperty() teamCalls!: boolean;
  @ApiProperty({ type: [String] }) members!: string[];
  @ApiProperty({ type: String, nullable: true, enum: STRATEGIES }) strategy!: Strategy | null;
  @ApiProperty() ringSeconds!: number;
  @ApiProperty({ type: String, nullable: true }) calendarId!: string | null;
  @ApiProperty({ type: WaysView }) ways!: WaysView;
  @ApiProperty({ type: GreetingBody }) greeting!: GreetingBody;
  @ApiProperty({ type: [String] }) allowedPrefixes!: string[];
  @ApiProperty({ type: Number, nullable: true }) monthlyLimit!: number | null;
  @ApiProperty({ description: 'What its owner’s calls have cost since the month began, by the line’s prices.' })
  spent!: number;
  @ApiProperty({ type: DeskPhoneView, nullable: true }) deskPhone!: DeskPhoneView | null;
  @ApiProperty() version!: number;
}

export class ExtensionList {
  @ApiProperty({ type: [ExtensionView] }) items!: ExtensionView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}
