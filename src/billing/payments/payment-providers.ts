import type { PaymentProvider } from './payment-provider.js';
import { SignedProvider } from './signed.provider.js';

/** All that we understand. */
const PROVIDERS: readonly PaymentProvider[] = [new SignedProvider()];

export const providerOf = (key: string): PaymentProvider | undefined => PROVIDERS.find((one) => one.key === key);
