import { ApiProperty } from '@nestjs/swagger';
import { ArrayMaxSize, ArrayUnique, IsArray, IsInt, IsString, IsUUID, Length, Min } from 'class-validator';
import { Optional } from '../../platform/http/optional.decorator.js';
import { NamedView } from '../../platform/http/named.dto.js';

export class NewTeam {
  @IsString() @Length(1, 80) name!: string;
  @Optional() @IsArray() @ArrayMaxSize(1000) @ArrayUnique() @IsUUID(undefined, { each: true }) memberIds?: string[];
}

export class TeamChange {
  @Optional() @IsString() @Length(1, 80) name?: string;
  @Optional() @IsArray() @ArrayMaxSize(1000) @ArrayUnique() @IsUUID(undefined, { each: true }) memberIds?: string[];
  @Optional() @IsInt() @Min(1) version?: number;
}

export class TeamView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() name!: string;
  @ApiProperty({ type: [NamedView] }) members!: NamedView[];
  @ApiProperty() version!: number;
}

export class TeamList {
  @ApiProperty({ type: [TeamView] }) items!: TeamView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}
