import { BILLING_SCENES } from './scenes.billing.js';
import { CHAT_SCENES } from './scenes.chat.js';
import { ENGLISH_SCENES } from './scenes.english.js';
import { LINE_SCENES } from './scenes.lines.js';
import type { Scene } from './scene.js';
import { SECURITY_SCENES } from './scenes.security.js';
import { SUPPORT_SCENES } from './scenes.support.js';

export const SCENES: readonly Scene[] = [
  ...SUPPORT_SCENES,
  ...SECURITY_SCENES,
  ...BILLING_SCENES,
  ...ENGLISH_SCENES,
  ...CHAT_SCENES,
  ...LINE_SCENES,
];
