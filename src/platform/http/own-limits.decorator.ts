import { SetMetadata } from '@nestjs/common';

export const OWN_LIMITS = 'frontdesk:own-limits';

/** A public route (or controller) that bounds its callers itself, so that the limit for anonymous requests spares it. */
export const OwnLimits = () => SetMetadata(OWN_LIMITS, true);
