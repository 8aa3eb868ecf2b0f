import { ArrayMaxSize, ArrayUnique, IsArray, IsInt, IsString, IsUUID, MaxLength, Min } from 'class-validator';
import { Optional } from '../../platform/http/optional.decorator.js';

export class ReportVersionBody {
  /** What it says, in a few words. The customer reads it. */
  @Optional() @IsString() @MaxLength(20_000) summary?: string;
  /** Files that the caller uploaded (`POST /attachments`), in their order; what is left out is taken away. */
  @Optional() @IsArray() @ArrayMaxSize(30) @ArrayUnique() @IsUUID(undefined, { each: true }) fileIds?: string[];
}

export class NewReportVersion extends ReportVersionBody {
  /** Of the request. */
  @IsInt() @Min(1) version!: number;
}

export class ReportVersionChange extends ReportVersionBody {
  /** Of the version. */
  @IsInt() @Min(1) version!: number;
}
