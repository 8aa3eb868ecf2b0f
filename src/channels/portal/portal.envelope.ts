/** What an envelope of the portal holds: everything that `normalize` needs, because it may ask nobody. */
export interface PortalEnvelope {
  clientId: string;
  /** Whose account it was written with: an address of the contact, which was proved when they signed in. */
  from: { email: string; name: string };
  subject?: string;
  text: string;
  uploadIds: string[];
  uploadOwner: string;
  /** The conversation that it answers; a new ticket where there is none. */
  conversationId?: string;
  siteId?: string;
  /** The device that it is about. */
  equipmentId?: string;
  /** The report of theirs that it asks about. */
  reportRequestId?: string;
  /** The package of ours that they ask for. */
  packageId?: string;
  language?: string;
}
