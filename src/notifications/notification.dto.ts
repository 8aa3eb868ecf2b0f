import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsBoolean, IsIn, IsUUID } from 'class-validator';
import { Optional } from '../platform/http/optional.decorator.js';
import { PageQuery } from '../platform/http/paging.js';
import { NOTIFICATION_KINDS, type NotificationData, type NotificationKind } from './notification.rules.js';

export class NotificationQuery extends PageQuery {
  /** Only those that were not read. */
  @Optional()
  @Transform(({ value }: { value: unknown }) => (value === 'true' ? true : value === 'false' ? false : value))
  @IsBoolean()
  unread?: boolean;
}

export class ReadNotifications {
  /** Only those about this ticket. */
  @Optional()
  @IsUUID()
  ticketId?: string;
}

export class KindParameter {
  @IsIn(NOTIFICATION_KINDS) kind!: NotificationKind;
}

export class NotificationChoiceBody {
  @IsBoolean() mail!: boolean;
}

export class NotificationTicketView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() number!: number;
  @ApiProperty() subject!: string;
}

export class NotificationActorView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() name!: string;
}

export class NotificationDealView {
  @ApiProperty() number!: number;
  @ApiProperty() title!: string;
}

export class NotificationReportView {
  @ApiProperty() number!: number;
  @ApiProperty() title!: string;
  @ApiProperty({ example: 'report.submitted', description: 'What happened, as its history says it.' }) moment!: string;
}

export class NotificationDataView implements NotificationData {
  @ApiPropertyOptional({ format: 'uuid', description: '`mention`: the note. `answer`: the newest message.' })
  messageId?: string;
  @ApiPropertyOptional({ description: '`mention`, `answer`: how it begins. `rule`: what the rule says.' })
  text?: string;
  @ApiPropertyOptional({ description: '`answer`: how many messages were not read.' }) count?: number;
  @ApiPropertyOptional({ enum: ['rule', 'promise', 'turn'], description: '`assigned`, where no person did it.' })
  how?: 'rule' | 'promise' | 'turn';
  @ApiPropertyOptional({ description: 'The rule’s or the policy’s name. `answer`: who wrote.' }) name?: string;
  @ApiPropertyOptional({ description: '`promise` and `page`: which clock.' }) target?: string;
  @ApiPropertyOptional({ example: 'breach', description: '`breach`, `used:75`, `before:30`, `after:15`.' })
  level?: string;
  @ApiPropertyOptional({ format: 'date-time', description: 'When what was promised is due.' }) dueAt?: string;
  @ApiPropertyOptional({ enum: ['text', 'call'], description: '`page`: how the person was to be reached.' })
  by?: 'text' | 'call';
  @ApiPropertyOptional({ description: '`reminder`: the kind of what was planned.' }) activity?: string;
  @ApiPropertyOptional({ type: NotificationDealView, description: '`reminder`: the deal that it is on.' })
  deal?: NotificationDealView;
  @ApiPropertyOptional({ type: NotificationReportView, description: '`report`: the request that it is about.' })
  report?: NotificationReportView;
  @ApiPropertyOptional({ format: 'uuid', description: '`reminder`: the help article that should be looked at.' })
  article?: string;
}

export class NotificationView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ enum: NOTIFICATION_KINDS }) kind!: NotificationKind;
  @ApiProperty({ type: NotificationTicketView, nullable: true, description: 'Null for reminders and reports.' })
  ticket!: NotificationTicketView | null;
  @ApiProperty({ type: NotificationActorView, nullable: true, description: 'Null: no person did it.' })
  actor!: NotificationActorView | null;
  @ApiProperty({ type: NotificationDataView, description: 'What a sentence is made of, by kind.' })
  data!: NotificationDataView;
  @ApiProperty({ format: 'date-time' }) at!: Date;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) readAt!: Date | null;
}

export class NotificationPage {
  @ApiProperty({ type: [NotificationView] }) items!: NotificationView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}

export class UnreadView {
  @ApiProperty() unread!: number;
}

export class NotificationChoiceView {
  @ApiProperty({ enum: NOTIFICATION_KINDS }) kind!: NotificationKind;
  @ApiProperty({ description: 'Whether it comes by mail too.' }) mail!: boolean;
}

export class NotificationChoiceList {
  @ApiProperty({ type: [NotificationChoiceView] }) items!: NotificationChoiceView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: null;
}
