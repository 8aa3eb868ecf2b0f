import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ContractsModule } from '../contracts/contracts.module.js';
import { HoursModule } from '../hours/hours.module.js';
import { IdentityModule } from '../identity/identity.module.js';
import { TicketsModule } from '../tickets/tickets.module.js';
import { AttainmentController } from './attainment.controller.js';
import { AttainmentService } from './attainment.service.js';
import { ClocksController } from './clocks.controller.js';
import { ClocksService } from './clocks.service.js';
import { LedgerStore } from './ledger.store.js';
import { MomentReader } from './moment-reader.js';
import { NoReplyService } from './no-reply.service.js';
import { OpenPromises } from './open-promises.service.js';
import { PackagePromisesController } from './package-promises.controller.js';
import { PoliciesController, RotasController } from './policies.controller.js';
import { PoliciesService } from './policies.service.js';
import { PolicyBook } from './policy-book.service.js';
import { PolicyChoice } from './policy-choice.js';
import { PolicyPreviews } from './policy-preview.service.js';
import { SlaPolicy } from './policy.entity.js';
import { PromiseKeeper } from './promise-keeper.service.js';
import { PromiseListeners } from './promise-listeners.js';
import { PromiseParts } from './promise-parts.js';
import { PromiseTimer } from './promise-timer.js';
import { Reconsideration } from './reconsideration.js';
import { ClockRebuild } from './rebuild.service.js';
import { SlaRota } from './rota.entity.js';
import { RotasService } from './rotas.service.js';
import './sla.events.js';
import { StepActions } from './step-actions.js';
import './sla.personal.js';

/** Promises: what was promised, whether it is kept, and what is done when it is about not to be. */
@Module({
  imports: [
    TypeOrmModule.forFeature([SlaPolicy, SlaRota]),
    IdentityModule,
    HoursModule,
    ContractsModule,
    TicketsModule,
  ],
  controllers: [PoliciesController, RotasController, ClocksController, AttainmentController, PackagePromisesController],
  providers: [
    AttainmentService,
    ClockRebuild,
    ClocksService,
    LedgerStore,
    MomentReader,
    NoReplyService,
    OpenPromises,
    PoliciesService,
    PolicyBook,
    PolicyChoice,
    PolicyPreviews,
    PromiseKeeper,
    PromiseListeners,
    PromiseParts,
    PromiseTimer,
    Reconsideration,
    RotasService,
    StepActions,
  ],
  exports: [AttainmentService, ClocksService, PoliciesService],
})
export class SlaModule {}
