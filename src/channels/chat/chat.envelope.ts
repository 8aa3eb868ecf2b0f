/** What a chat envelope holds: everything that `normalize` needs, because it may ask nobody. */
export interface ChatEnvelope {
  clientId: string;
  text: string;
  attachments: string[];
  visitor: {
    /** Whose conversation it is, within the inbox. */
    key: string;
    verified: boolean;
    name: string | null;
    email: string | null;
    emailProven: boolean;
    language: string | null;
  };
}

/** Who may attach a file that was uploaded before its message: the same visitor, on whichever device. */
export const uploadOwner = (inboxId: string, identityKey: string): string => `visitor:${inboxId}:${identityKey}`;
