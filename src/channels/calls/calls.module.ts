import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { IdentityModule } from '../../identity/identity.module.js';
import { ConversationsModule } from '../../conversations/conversations.module.js';
import { ChannelsModule } from '../channels.module.js';
import { Allowances } from './allowances.service.js';
import { CallBack } from './call-back.entity.js';
import { CallControls } from './call-controls.service.js';
import { CallPart } from './call-part.entity.js';
import { CallRecording } from './call-recording.entity.js';
import { Call } from './call.entity.js';
import './call.events.js';
import { CallsService } from './calls.service.js';
import { Extension } from './extension.entity.js';
import { Extensions } from './extensions.service.js';
import { Recordings } from './recordings.service.js';
import { Retention } from './retention.service.js';
import { TranscriptEngines } from './transcripts/transcript-engine.js';
import { TranscriptService } from './transcripts/transcript-service.engine.js';
import { Transcripts } from './transcripts/transcripts.service.js';
import './calls.personal.js';

/** Calls on whichever line: what channels with calls write, and the desk's phone reads. */
@Module({
  imports: [
    TypeOrmModule.forFeature([Call, CallPart, CallRecording, CallBack, Extension]),
    IdentityModule,
    ConversationsModule,
    ChannelsModule,
  ],
  providers: [
    CallsService,
    CallControls,
    Recordings,
    Extensions,
    Allowances,
    Retention,
    TranscriptEngines,
    TranscriptService,
    Transcripts,
  ],
  exports: [CallsService, CallControls, Recordings, Extensions, Allowances, Retention, TranscriptEngines, Transcripts],
})
export class CallsModule {}
