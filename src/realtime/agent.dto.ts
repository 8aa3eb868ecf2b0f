import { IsArray, IsBoolean, IsIn, IsOptional, IsString, IsUUID, ArrayMaxSize } from 'class-validator';

export class AgentSubscribe {
  /** The views on the screen: be told when their counts may have changed. An empty list means none. */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(50)
  @IsString({ each: true })
  views?: string[];

  /** The tickets whose events are wanted; replaces those of the last call. */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(50)
  @IsUUID(undefined, { each: true })
  tickets?: string[];
}

export class AgentViewing {
  @IsOptional()
  @IsUUID()
  ticketId!: string | null;
}

export class AgentTyping {
  @IsUUID()
  ticketId!: string;

  @IsBoolean()
  on!: boolean;
}

export class AgentAvailability {
  @IsIn(['online', 'away'])
  state!: 'online' | 'away';
}
