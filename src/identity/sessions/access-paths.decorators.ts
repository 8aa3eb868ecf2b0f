import { SetMetadata } from '@nestjs/common';

export const SESSION_ONLY = 'frontdesk:session-only';
export const WHILE_ENROLLING = 'frontdesk:while-enrolling';

/** Not for API tokens: who holds a script's secret must not be able to take over the account behind it. */
export const SessionOnly = () => SetMetadata(SESSION_ONLY, true);

/** Reachable while an enforced second factor is still to be enrolled, or to be shown in this session. */
export const WhileEnrolling = () => SetMetadata(WHILE_ENROLLING, true);
