import VoiceResponse from 'twilio/lib/twiml/VoiceResponse.js';
import type { Language } from './flow.js';
import { spoken, VOICE } from './spoken.js';

export const nothing = (): string => new VoiceResponse().toString();

export const hangUp = (): string => {
  const response = new VoiceResponse();
  response.hangup();
  return response.toString();
};

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
  name: string;
  record: boolean;
  /** Where the caller's own leg goes on when the conversation is over. */
  actionUrl: string;
  statusUrl: string;
  recordingUrl: string;
}

/** The customer's leg enters the conversation. With it the conversation ends. */
export function joinConference({ name, record, actionUrl, statusUrl, recordingUrl }: Conferencing): string {
  const response = new VoiceResponse();
  response.dial({ action: actionUrl }).conference(
    {
      participantLabel: 'customer',
      startConferenceOnEnter: true,
      endConferenceOnExit: true,
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
