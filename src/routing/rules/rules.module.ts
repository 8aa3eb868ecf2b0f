import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { CustomersModule } from '../../customers/customers.module.js';
import { IdentityModule } from '../../identity/identity.module.js';
import { TicketsModule } from '../../tickets/tickets.module.js';
import { RuleActions } from './rule-actions.service.js';
import { RuleBook } from './rule-book.service.js';
import { RuleCalls } from './rule-calls.service.js';
import { RuleEngine } from './rule-engine.service.js';
import { RuleFiring } from './rule-firing.entity.js';
import { RuleFirings } from './rule-firings.service.js';
import { RuleLimits } from './rule-limits.service.js';
import { RulePlans } from './rule-plans.service.js';
import { RulePreviews } from './rule-preview.service.js';
import { RuleSayings } from './rule-sayings.service.js';
import { RuleTimes } from './rule-times.service.js';
import { RuleUndo } from './rule-undo.service.js';
import { Rule } from './rule.entity.js';
import { RulesController } from './rules.controller.js';
import './rules.events.js';
import './rules.permissions.js';
import { RulesService } from './rules.service.js';

/** When something happens to a ticket, if it is so, then do this. */
@Module({
  imports: [IdentityModule, CustomersModule, TicketsModule, TypeOrmModule.forFeature([Rule, RuleFiring])],
  controllers: [RulesController],
  providers: [
    RuleActions,
    RuleBook,
    RuleCalls,
    RuleEngine,
    RuleFirings,
    RuleLimits,
    RulePlans,
    RulePreviews,
    RuleSayings,
    RuleTimes,
    RuleUndo,
    RulesService,
  ],
})
export class RulesModule {}
