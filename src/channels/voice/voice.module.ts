import { Module } from '@nestjs/common';
import { HoursModule } from '../../hours/hours.module.js';
import { IdentityModule } from '../../identity/identity.module.js';
import { CallsModule } from '../calls/calls.module.js';
import { ChannelsModule } from '../channels.module.js';
import { TwilioModule } from '../twilio/twilio.module.js';
import { CallFlowsController } from './call-flows.controller.js';
import { CallFlows } from './call-flows.service.js';
import { CallCatchUp } from './call-catch-up.js';
import { CallTickets } from './call-tickets.js';
import { CallUpkeep } from './call-upkeep.js';
import { ExtensionDirectory } from './extension-directory.js';
import { FallbackController } from './fallback.controller.js';
import { CallFlowHook } from './hooks/call-flow.hook.js';
import { DeskPhones } from './desk-phones.js';
import { DeskPhoneHook } from './hooks/desk-phone.hook.js';
import { DeviceHook } from './hooks/device.hook.js';
import { OutboundHook } from './hooks/outbound.hook.js';
import { CallStatusHook } from './hooks/call-status.hook.js';
import { RecordingHook } from './hooks/recording.hook.js';
import { VoiceHooks } from './hooks/voice-hooks.js';
import { CallRunner } from './simulator/call-runner.js';
import { TranscriptHook } from './hooks/transcript.hook.js';
import { PagedCalls } from './paging/paged-calls.js';
import { SimulatedCallsController } from './simulator/simulated-calls.controller.js';
import { SimulatedSip } from './simulator/simulated-sip.js';
import { SimulatedStore } from './simulator/simulated-store.js';
import { SimulatedCalls } from './simulator/simulated-calls.js';
import { VoiceSimulator } from './simulator/voice.simulator.js';
import { WebhookSender } from './simulator/webhook-sender.js';
import { VoiceAdapter } from './voice.adapter.js';
import { VoiceCheck } from './voice-check.js';
import { VoiceControl } from './voice-control.js';
import { VoiceHistory } from './voice-history.js';

@Module({
  imports: [IdentityModule, ChannelsModule, CallsModule, HoursModule, TwilioModule],
  controllers: [CallFlowsController, SimulatedCallsController, FallbackController],
  providers: [
    VoiceAdapter,
    VoiceHooks,
    CallFlowHook,
    CallStatusHook,
    RecordingHook,
    DeviceHook,
    OutboundHook,
    DeskPhoneHook,
    DeskPhones,
    TranscriptHook,
    PagedCalls,
    CallFlows,
    CallTickets,
    CallUpkeep,
    CallCatchUp,
    VoiceHistory,
    ExtensionDirectory,
    VoiceControl,
    VoiceCheck,
    SimulatedStore,
    SimulatedSip,
    SimulatedCalls,
    CallRunner,
    WebhookSender,
    VoiceSimulator,
  ],
})
export class VoiceModule {}
