import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { CustomersModule } from '../customers/customers.module.js';
import { Attachment } from './attachment.entity.js';
import { AttachmentsService } from './attachments.service.js';
import { Conversation } from './conversation.entity.js';
import './conversation.events.js';
import { MessageDocuments } from './display/message-documents.service.js';
import { PictureAddresses } from './display/picture-addresses.js';
import { RemotePicturesController } from './display/remote-pictures.controller.js';
import { RemotePictures } from './display/remote-pictures.service.js';
import { Consents } from './consents.service.js';
import './conversations.personal.js';
import { ConversationMarks } from './conversation-marks.service.js';
import { ConversationsService } from './conversations.service.js';
import { CustomerMerges } from './customer-merges.js';
import { Feedback } from './feedback/feedback.entity.js';
import { FeedbackService } from './feedback/feedback.service.js';
import { FileScans } from './file-scans.service.js';
import { Inbox } from './inbox.entity.js';
import { MessageStates } from './message-states.service.js';
import { Message } from './message.entity.js';
import { MessagesService } from './messages.service.js';
import { OptOuts } from './opt-outs.service.js';
import { Quotations } from './quotations.service.js';

@Module({
  imports: [CustomersModule, TypeOrmModule.forFeature([Inbox, Conversation, Message, Attachment, Feedback])],
  controllers: [RemotePicturesController],
  providers: [
    AttachmentsService,
    Consents,
    ConversationsService,
    ConversationMarks,
    CustomerMerges,
    FeedbackService,
    FileScans,
    MessageStates,
    MessagesService,
    MessageDocuments,
    OptOuts,
    PictureAddresses,
    Quotations,
    RemotePictures,
  ],
  exports: [
    AttachmentsService,
    Consents,
    ConversationsService,
    ConversationMarks,
    FeedbackService,
    FileScans,
    MessageStates,
    MessagesService,
    MessageDocuments,
    OptOuts,
  ],
})
export class ConversationsModule {}
