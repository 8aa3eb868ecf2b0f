/** `away`: we cannot be reached, and nothing that is told arrives. */
export type Mode = 'calm' | 'repeat' | 'storm' | 'away';

/** A caller whom we play, and where in our answers they are. */
export interface SimulatedCall {
  kind: 'call';
  sid: string;
  inboxId: string;
  from: string;
  to: string;
  /** Ours that waits in a queue, or talks; empty while the flow is told. */
  room: string | null;
  waitUrl: string | null;
  leftUrl: string | null;
  talkedUrl: string | null;
  /** Keys that they will press, one question after the other; `w` presses none. */
  keys: string;
  /** For how long they speak where a message is taken; 0: they say nothing. */
  says: number;
  mode: Mode;
  /** We have called them: somebody of the house, at a telephone of theirs. Where the end of it is told. */
  calledBy?: { url: string; statusUrl: string | null };
  /** Where sentences are told, while somebody writes down what is said. */
  transcriptUrl?: string | null;
  /** Where the recording of this leg is told, while it is recorded by itself. */
  recordingUrl?: string;
  over: boolean;
  /** What they heard and did, for people who try the line. */
  heard: string[];
  startedAt?: string;
  endedAt?: string;
  /** What the provider recorded of it. */
  recordings?: SimulatedRecording[];
}

export interface SimulatedRecording {
  sid: string;
  seconds: number;
  source: 'RecordVerb' | 'Conference' | 'StartCallRecordingAPI';
  at: string;
}

export interface SimulatedRoom {
  kind: 'room';
  sid: string;
  inboxId: string;
  /** Our id of the call. */
  name: string;
  statusUrl: string;
  recordingUrl: string | null;
  mode: Mode;
  over: boolean;
  sequence: number;
  legs: {
    sid: string;
    label: string;
    to: string;
    hold: boolean;
    muted: boolean;
    statusUrl: string | null;
    gone: boolean;
  }[];
}
