/** Two forms of the same run: the full one for the figures, the short one to see in CI that everything still runs. */
export const FULL = {
  mails: 3_000,
  visitors: 1_000,
  chatPerSecond: 200,
  chatSeconds: 20,
  chatMostSeconds: 10,
  tickets: 1_000_000,
  longTicketMessages: 1_000,
  samples: 300,
  idleSeconds: 15,
  deadlines: 1_000_000,
  hoursCases: 1_000_000,
  clocks: 100_000,
  dueClocks: 500,
  firsts: 150,
};

export const SHORT = {
  mails: 200,
  visitors: 100,
  chatPerSecond: 50,
  chatSeconds: 5,
  chatMostSeconds: 3,
  tickets: 10_000,
  longTicketMessages: 1_000,
  samples: 60,
  idleSeconds: 5,
  deadlines: 100_000,
  hoursCases: 20_000,
  clocks: 5_000,
  dueClocks: 100,
  firsts: 30,
};
