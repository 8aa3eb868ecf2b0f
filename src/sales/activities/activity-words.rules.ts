/** What is said of something that happened in person, in one text: as it stands among messages. Pure. */
export function activityWords({
  subject,
  attendees,
  notes,
  outcome,
}: {
  subject: string;
  attendees: readonly { name: string }[];
  notes: string | null;
  outcome: string | null;
}): string {
  return [subject, attendees.map(({ name }) => name).join(', '), notes, outcome].filter(Boolean).join('\n\n');
}
