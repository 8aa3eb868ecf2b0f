import VoiceResponse from 'twilio/lib/twiml/VoiceResponse.js';
import type { Language } from './flow.js';
import { spoken, VOICE } from './spoken.js';

const CUSTOMER = 'customer';

export const nothing = (): string => new VoiceResponse().toString();

export const hangUp = (): string => {
  const response = new VoiceResponse();
  response.hangup();
  return response.toString();
};

/** Says something and waits for 1; silence hangs up. */
export function pressOne(language: Language, text: string, actionUrl: string): string {
  const response = new VoiceResponse();
  const gather = response.gather({ input: ['dtmf'], numDigits: 1, timeout: 8, action: actionUrl });
  gather.say({ language: VOICE[language] }, text);
  response.hangup();
  return response.toString();
}

/** Whether they agree to be recorded; who says nothing does not, and is connected all the same. */
export function askConsent(language: Language, text: string, actionUrl: string): string {
  const response = new VoiceResponse();
  const gather = response.gather({
    input: ['dtmf'],
    numDigits: 1,
    timeout: 5,
    action: actionUrl,
    actionOnEmptyResult: true,
  });
  gather.say({ language: VOICE[language] }, `${text} ${spoken(language).consent}`);
  return response.toString();
}

/** And then goes on with what the caller of this was about to do. */
export function sayOnly(language: Language, text: string): string {
  const response = new VoiceResponse();
  response.say({ language: VOICE[language] }, text);
  return response.toString();
}

export interface Dialling {
  number: string;
  callerId: string;
  /** Where it is recorded: what is said to the other end before, and where the recording is told. */
  recorded?: { noticeUrl: string; recordingUrl: string };
  /** Asked when it is over. */
  overUrl: string;
  /** Told when somebody answers. */
  answeredUrl: string;
}

/** What a desk phone has dialled. */
export function dialOut({ number, callerId, overUrl, answeredUrl, recorded }: Dialling): string {
  const response = new VoiceResponse();
  const dial = response.dial({
    callerId,
    action: overUrl,
    answerOnBridge: true,
    ...(recorded && {
      record: 'record-from-answer-dual',
      recordingStatusCallback: recorded.recordingUrl,
      recordingStatusCallbackEvent: ['completed', 'absent'],
    }),
  });
  dial.number(
    { statusCallback: answeredUrl, statusCallbackEvent: ['answered'], ...(recorded && { url: recorded.noticeUrl }) },
    number,
  );
  return response.toString();
}

/** From one desk phone to others, as many as ring at once. */
export function dialInside(addresses: string[], seconds: number, language: Language): string {
  const response = new VoiceResponse();
  const dial = response.dial({ timeout: seconds, answerOnBridge: true });
  for (const address of addresses.slice(0, 10)) dial.sip({}, address);
  response.say({ language: VOICE[language] }, spoken(language).nobodyThere);
  response.hangup();
  return response.toString();
}

export function sayAndHangUp(language: Language, text: string): string {
  const response = new VoiceResponse();
  response.say({ language: VOICE[language] }, text);
  response.hangup();
  return response.toString();
}

export function transcribe(
  response: InstanceType<typeof VoiceResponse>,
  { name, language, url }: Transcribing,
  track: 'both_tracks' | 'inbound_track',
): void {
  response.start().transcription({
    name,
    track,
    languageCode: VOICE[language],
    statusCallbackUrl: url,
    partialResults: false,
    enableAutomaticPunctuation: true,
  });
}

/** What says that the desk cannot answer, and takes a message. Needs nothing but the address to report to. */
export function fallback(language: Language, recordingUrl: string): string {
  const response = new VoiceResponse();
  const other: Language = language === 'pt' ? 'en' : 'pt';
  for (const one of [language, other]) response.say({ language: VOICE[one] }, spoken(one).fault);
  response.record({
    maxLength: 180,
    playBeep: true,
    timeout: 5,
    finishOnKey: '#',
    recordingStatusCallback: recordingUrl,
    recordingStatusCallbackEvent: ['completed', 'absent'],
  });
  response.hangup();
  return response.toString();
}

export interface Conferencing {
  /** Who enters; the customer where nobody is named. With the customer the conversation ends. */
  label?: string;
  name: string;
  record: boolean;
  /** Where the caller's own leg goes on when the conversation is over. */
  actionUrl: string;
  statusUrl: string;
  recordingUrl: string;
  /** Where each sentence is told, where what is recorded is written down along with it. */
  transcript?: Transcribing;
  /** Said before they enter. */
  told?: { language: Language; text: string };
}

export interface Transcribing {
  name: string;
  language: Language;
  url: string;
}

/** A leg enters the conversation. */
export function joinConference(of: Conferencing): string {
  const { label = CUSTOMER, name, record, actionUrl, statusUrl, recordingUrl, transcript, told } = of;
  const response = new VoiceResponse();
  if (told) response.say({ language: VOICE[told.language] }, told.text);
  // By the customer's leg: what it brings is theirs, what it hears is ours.
  if (transcript && label === CUSTOMER) transcribe(response, transcript, 'both_tracks');
  response.dial(label === CUSTOMER ? { action: actionUrl } : {}).conference(
    {
      participantLabel: label,
      startConferenceOnEnter: true,
      endConferenceOnExit: label === CUSTOMER,
      beep: 'false',
      statusCallback: statusUrl,
      statusCallbackEvent: ['start', 'end', 'join', 'leave', 'mute', 'hold'],
      ...(record && {
        record: 'record-from-start',
        recordingStatusCallback: recordingUrl,
        recordingStatusCallbackEvent: ['completed', 'absent'],
      }),
    },
    name,
  );
  return response.toString();
}
