import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsBoolean, IsIn, IsString, IsUUID, Matches } from 'class-validator';
import { Optional } from '../platform/http/optional.decorator.js';

export class Switch {
  @IsBoolean()
  on!: boolean;
}

export class DialBody {
  /** As people write it; international, such as +55 11 95555-0101. */
  @IsString()
  @Matches(/^\+?[\d\s().-]{4,30}$/)
  to!: string;

  /** From which number; the first that may, where none is named. */
  @Optional()
  @IsUUID()
  inboxId?: string;

  /** To which ticket the call belongs; a new one where none is named. */
  @Optional()
  @IsUUID()
  ticketId?: string;
}

export class TransferBody {
  /** A colleague, */
  @Optional()
  @IsUUID()
  userId?: string;

  /** an extension or a group, */
  @Optional()
  @IsUUID()
  extensionId?: string;

  /** or an outside number. */
  @Optional()
  @IsString()
  @Matches(/^\+?[\d\s().-]{4,30}$/)
  phone?: string;

  /** Talk with them first, while the customer is on hold. */
  @IsBoolean()
  warm!: boolean;
}

export class SuperviseBody {
  @IsIn(['listen', 'whisper', 'join'])
  how!: 'listen' | 'whisper' | 'join';
}

class Named {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() name!: string;
}
class CallTicket {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() number!: number;
  @ApiProperty() subject!: string;
}
class CallPartView {
  @ApiProperty({ enum: ['agent', 'outside', 'supervisor'] }) kind!: string;
  @ApiProperty({ type: String, nullable: true }) userId!: string | null;
  @ApiProperty() name!: string;
  @ApiProperty({ enum: ['ringing', 'joined'] }) state!: string;
  @ApiPropertyOptional({ enum: ['listen', 'whisper', 'join'], description: 'Of a supervisor.' }) how?: string;
}
class SpokenLineView {
  @ApiProperty({ type: String, nullable: true, enum: ['customer', 'agent'] }) who!: string | null;
  @ApiProperty() text!: string;
}
export class TranscriptView {
  @ApiProperty({ enum: ['call', 'voicemail'] }) kind!: string;
  @ApiProperty({ type: [SpokenLineView] }) lines!: SpokenLineView[];
}
export class RecordingView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ enum: ['call', 'voicemail'] }) kind!: string;
  @ApiProperty({ enum: ['pending', 'stored', 'failed', 'deleted'] }) state!: string;
  @ApiProperty() seconds!: number;
  @ApiPropertyOptional({ description: 'Where it is heard, with the right to see the ticket.' }) url?: string;
}
export class CallView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ enum: ['in', 'out'] }) direction!: string;
  @ApiProperty({ enum: ['greeting', 'waiting', 'connecting', 'talking', 'ended'] }) state!: string;
  @ApiProperty({
    type: String,
    nullable: true,
    enum: ['answered', 'missed', 'abandoned', 'voicemail', 'forwarded', 'failed'],
  })
  outcome!: string | null;
  @ApiProperty({ description: 'The customer’s; empty where it was withheld.' }) number!: string;
  @ApiProperty({ type: Named, nullable: true }) contact!: Named | null;
  @ApiProperty({ type: Named, nullable: true }) company!: Named | null;
  @ApiProperty({
    type: Named,
    nullable: true,
    description: 'The place of the customer that it concerns, where one is known.',
  })
  site!: Named | null;
  @ApiProperty({ type: CallTicket, nullable: true }) ticket!: CallTicket | null;
  @ApiProperty({ type: Named, nullable: true }) team!: Named | null;
  @ApiProperty({ type: Named, nullable: true }) agent!: Named | null;
  @ApiProperty({ type: Named }) inbox!: Named;
  @ApiProperty({ type: Named, nullable: true, description: 'The extension or group at which it rings.' })
  extension!: Named | null;
  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: 'Whom it calls back, who asked for it.' })
  callBackId!: string | null;
  @ApiProperty({ type: [String], description: 'What the caller chose on the way.' }) choices!: string[];
  @ApiProperty() held!: boolean;
  @ApiProperty() muted!: boolean;
  @ApiProperty({ description: 'Whether what is said just now is recorded.' }) recording!: boolean;
  @ApiProperty({ description: 'Whether it is recorded at all; where it is, that can be paused.' }) recorded!: boolean;
  @ApiProperty({ description: 'Nothing is heard: the line is simulated.' }) simulated!: boolean;
  @ApiProperty() startedAt!: Date;
  @ApiProperty({ type: Date, nullable: true }) waitingAt!: Date | null;
  @ApiProperty({ type: Date, nullable: true }) answeredAt!: Date | null;
  @ApiProperty({ type: Date, nullable: true }) endedAt!: Date | null;
  @ApiProperty({ type: [CallPartView] }) parts!: CallPartView[];
  @ApiProperty({ type: [RecordingView] }) recordings!: RecordingView[];
  @ApiProperty({ type: [TranscriptView], description: 'What was said, for whoever may hear recordings.' })
  transcripts!: TranscriptView[];
}
export class PhoneView {
  @ApiProperty({ type: [Named], description: 'Numbers from which this person may call.' }) lines!: Named[];
  @ApiProperty({ type: [CallView], description: 'Rings at this person now.' }) ringing!: CallView[];
  @ApiProperty({ type: CallView, nullable: true }) current!: CallView | null;
  @ApiProperty({ type: CallView, nullable: true, description: 'Over, and not yet wrapped up.' })
  wrapUp!: CallView | null;
  @ApiProperty({ type: [CallView], description: 'Everybody who waits in a line that this person sees.' })
  waiting!: CallView[];
  @ApiProperty({ description: 'Numbers that wait to be called back.' }) callBacks!: number;
}
export class CallBackView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() number!: string;
  @ApiProperty({ enum: ['missed', 'abandoned', 'voicemail', 'asked', 'dropped'] }) why!: string;
  @ApiProperty({ description: 'How often they called.' }) calls!: number;
  @ApiProperty({ description: 'How often they were called and not reached.' }) attempts!: number;
  @ApiProperty({
    type: Date,
    nullable: true,
    description: 'Since or from when they stand in line for it; null: a task.',
  })
  inLineAt!: Date | null;
  @ApiProperty() at!: Date;
  @ApiProperty({ format: 'uuid' }) inboxId!: string;
  @ApiProperty({ type: CallTicket, nullable: true }) ticket!: CallTicket | null;
  @ApiProperty({ type: Named, nullable: true }) contact!: Named | null;
  @ApiProperty({ type: Named, nullable: true, description: 'The extension in whose voicemail a message is.' })
  mailbox!: Named | null;
  @ApiProperty({ type: RecordingView, nullable: true, description: 'The message that was left.' })
  recording!: RecordingView | null;
}
export class ColleagueView extends Named {
  @ApiProperty({ enum: ['free', 'busy', 'away'] }) state!: string;
  @ApiProperty({ enum: ['person', 'group', 'outside'], description: '`id` is of a person, or of the extension.' })
  kind!: string;
  @ApiProperty({ type: String, nullable: true, description: 'Of the extension.' }) number!: string | null;
}
export class BrowserAccessView {
  @ApiProperty({ type: [String], description: 'Lines whose calls come by it.' }) lineIds!: string[];
  @ApiProperty() token!: string;
  @ApiProperty() expiresAt!: Date;
}
export class BrowserTokenView {
  @ApiProperty({ description: 'All lines are simulated: no token is needed, and nothing is heard.' })
  simulated!: boolean;
  @ApiProperty({ type: [BrowserAccessView], description: 'One for each account at a provider.' })
  accounts!: BrowserAccessView[];
}
