import { IsArray, IsBoolean, IsIn, IsOptional, IsUUID, ArrayMaxSize } from 'class-validator';

export class AgentSubscribe {
  /** Be told when the counts of views may have changed. */
  @IsOptional()
  @IsBoolean()
  views?: boolean;

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
