/** What it speaks of may still be on its way, behind it. It is tried again, and nothing waits for it meanwhile. */
export class NotYet extends Error {}
