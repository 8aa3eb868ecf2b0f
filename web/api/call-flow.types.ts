export type Language = 'pt' | 'en';
export interface Prompt {
  say: Partial<Record<Language, string>>;
  /** For everybody, or by language. */
  play?: string | Partial<Record<Language, string>>;
}
export interface MenuKey {
  digit: string;
  label: string;
  words?: string[];
  steps: Step[];
}
export type StepKind =
  | 'say'
  | 'notice'
  | 'language'
  | 'hours'
  | 'menu'
  | 'extension'
  | 'ring'
  | 'queue'
  | 'voicemail'
  | 'forward'
  | 'hang-up';

/** One step, with the members of its kind. The server checks it, and names faults by their path. */
export interface Step {
  do: StepKind;
  prompt?: Prompt;
  mode?: 'none' | 'notice' | 'opt-in' | 'country';
  language?: Language;
  calendarId?: string;
  open?: Step[];
  closed?: Step[];
  keys?: MenuKey[];
  speech?: boolean;
  tries?: number;
  otherwise?: Step[];
  wrong?: Step[];
  teamId?: string;
  music?: string;
  position?: boolean;
  callBack?: boolean;
  maxWaitSeconds?: number;
  maxSeconds?: number;
  to?: string;
  ringSeconds?: number;
  extensionId?: string;
}
export interface Flow {
  language: Language;
  steps: Step[];
}
export interface StoredFlow {
  flow: Flow;
  version: number;
}
export type TemplateName = 'simple' | 'business' | 'regulated';
