import { ApiProperty } from '@nestjs/swagger';
import { IsInt, IsString, Length, MaxLength, Min } from 'class-validator';
import { Optional } from '../../platform/http/optional.decorator.js';

export class NewSkill {
  @IsString() @Length(1, 80) name!: string;
  @Optional() @IsString() @MaxLength(1_000) about?: string;
}

export class SkillChange {
  @Optional() @IsString() @Length(1, 80) name?: string;
  @Optional() @IsString() @MaxLength(1_000) about?: string;
  @Optional() @IsInt() @Min(1) version?: number;
}

export class SkillView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() name!: string;
  @ApiProperty() about!: string;
  @ApiProperty({ description: 'How many technicians have it today.' }) technicians!: number;
  @ApiProperty() version!: number;
}

export class SkillList {
  @ApiProperty({ type: [SkillView] }) items!: SkillView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}
