import { Injectable } from '@nestjs/common';
import { Refusal } from '../../platform/http/refusal.js';
import type { Line } from '../contract.js';
import type { Call } from './call.entity.js';

/** Whom a leg hears and by whom it is heard; everybody, where nothing is said. */
export interface Hearing {
  /** Hears everything and is not heard. */
  silent?: boolean;
  /** Heard only by the leg with this provider's id. */
  whispersTo?: string;
}

export interface Leg extends Hearing {
  /** Named in what the provider tells of it. */
  label: string;
  /** A person at their console, or an outside number. */
  to: { userId: string } | { phone: string };
}

/** A telephone of somebody's own, which rings beside their console. */
export interface Device {
  /** Of its part in the call. */
  label: string;
  /** A number, or where the provider reaches the desk phone. */
  to: string;
  /** Whoever answers must press 1: a mobile's voicemail answers too. */
  press: boolean;
  seconds: number;
}

/** What a telephone line can do with a call. Each channel that has calls gives one; nobody else knows the provider. */
export interface CallControl {
  /** Somebody is called into the conversation. Returns the provider's id of the leg. */
  add(call: Call, line: Line, leg: Leg): Promise<string>;
  /** Rings at a telephone; whoever answers it takes the call, if nobody was first. Returns the provider's id of the leg. */
  ring(call: Call, line: Line, device: Device): Promise<string>;
  remove(call: Call, line: Line, sid: string): Promise<void>;
  /** The customer's leg goes from the line in which it waits into the conversation. */
  bringCustomer(call: Call, line: Line): Promise<void>;
  /** The customer's leg goes back to where it waited. */
  takeBack(call: Call, line: Line): Promise<void>;
  /** The customer is called by us. Returns the provider's id of the leg. */
  dial(call: Call, line: Line): Promise<string>;
  hold(call: Call, line: Line, on: boolean): Promise<void>;
  /** Somebody who is in the conversation is heard otherwise from now on. */
  tune(call: Call, line: Line, sid: string, hearing: Hearing): Promise<void>;
  mute(call: Call, line: Line, sid: string, on: boolean): Promise<void>;
  /** Stops for a while what is being recorded, as while card data is said. */
  pauseRecording(call: Call, line: Line, on: boolean): Promise<void>;
  hangUp(call: Call, line: Line): Promise<void>;
  /** Whether the provider says that it is over; what it told us may have been lost. */
  isOver(call: Call, line: Line): Promise<boolean>;
  fetchRecording(sid: string, line: Line): Promise<{ content: Buffer; type: string }>;
  deleteRecording(sid: string, line: Line): Promise<void>;
  /** With which a person's browser takes part; null where the line is simulated and nothing is heard. */
  browserToken(line: Line, userId: string): Promise<BrowserToken | null>;
  /** An account for a desk phone at the provider: where it signs in, and the id by which it is taken away. */
  makeDeskPhone(line: Line, account: { username: string; password: string }): Promise<{ domain: string; sid: string }>;
  dropDeskPhone(line: Line, sid: string): Promise<void>;
  /** What a minute to this number costs, as the line's settings have it. */
  pricePerMinute(line: Line, to: string): number;
  /** The number as it is dialled; refuses where a line may not call there. */
  dialable(line: Line, to: string): string;
}

export interface BrowserToken {
  /** Lines of one account share one: a browser signs in once to each account. Nobody is shown it. */
  account: string;
  token: string;
  expiresAt: Date;
}

@Injectable()
export class CallControls {
  private readonly controls = new Map<string, CallControl>();

  add(channel: string, control: CallControl): void {
    this.controls.set(channel, control);
  }

  of(channel: string): CallControl {
    const control = this.controls.get(channel);
    if (!control) throw new Refusal('no_calls', 422, 'This line has no calls.');
    return control;
  }

  get channels(): string[] {
    return [...this.controls.keys()];
  }
}
