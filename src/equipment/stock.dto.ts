import { ApiProperty } from '@nestjs/swagger';
import { IsString, IsUUID, MaxLength } from 'class-validator';
import { Optional } from '../platform/http/optional.decorator.js';
import { ModelMark } from './equipment-model.dto.js';
import { LocationMark } from './equipment.dto.js';
import { IsDay } from '../platform/http/day.decorator.js';

export class StockQuery {
  @Optional() @IsUUID() location?: string;
  @Optional() @IsUUID() model?: string;
  @Optional() @IsString() @MaxLength(120) supplier?: string;
  /** Free in this period; without it, today. */
  @Optional() @IsDay() from?: string;
  @Optional() @IsDay() until?: string;
}

export class StockRow {
  @ApiProperty({ type: LocationMark }) location!: LocationMark;
  @ApiProperty({ type: ModelMark }) model!: ModelMark;
  @ApiProperty({ type: String, nullable: true }) supplier!: string | null;
  @ApiProperty({ description: 'Units that lie there.' }) total!: number;
  @ApiProperty({ description: 'Of them promised to somebody in the period.' }) reserved!: number;
  @ApiProperty() free!: number;
}

export class StockSubstitute {
  @ApiProperty({ type: ModelMark }) model!: ModelMark;
  @ApiProperty() free!: number;
}

export class ShortModel {
  @ApiProperty({ type: ModelMark }) model!: ModelMark;
  @ApiProperty({ type: [StockSubstitute], description: 'What may take its place and is free, the best first.' })
  substitutes!: StockSubstitute[];
}

export class StockView {
  @ApiProperty({ type: [StockRow] }) items!: StockRow[];
  @ApiProperty({ type: [ShortModel], description: 'Models that are offered and have nothing free.' })
  short!: ShortModel[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: null;
}
