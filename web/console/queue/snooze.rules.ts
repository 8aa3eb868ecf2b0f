export interface SnoozeChoice {
  key: 'hour' | 'threeHours' | 'tomorrow' | 'nextWeek';
  at: Date;
}

const MORNING = 8;

/** The usual times, in the browser's own zone: mornings begin where the person sits. */
export function snoozeChoices(now: Date): SnoozeChoice[] {
  const inHours = (hours: number) => {
    const at = new Date(now.getTime() + hours * 3_600_000);
    at.setSeconds(0, 0);
    return at;
  };
  const morningIn = (days: number) =>
    new Date(now.getFullYear(), now.getMonth(), now.getDate() + days, MORNING, 0, 0, 0);
  const untilMonday = (8 - now.getDay()) % 7 || 7;
  return [
    { key: 'hour', at: inHours(1) },
    { key: 'threeHours', at: inHours(3) },
    { key: 'tomorrow', at: morningIn(1) },
    { key: 'nextWeek', at: morningIn(untilMonday) },
  ];
}
