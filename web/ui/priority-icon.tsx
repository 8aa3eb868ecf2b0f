const BARS = { low: 1, normal: 2, high: 3 } as const;

/** Urgent is a filled sign, the others bars that count up: told apart without colour. */
export function PriorityIcon({ priority }: { priority: string }) {
  if (priority === 'urgent') {
    return (
      <svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">
        <rect x="2" y="2" width="12" height="12" rx="3" fill="var(--bad)" />
        <path d="M8 4.8v3.9" stroke="var(--surface)" strokeWidth="1.8" strokeLinecap="round" />
        <circle cx="8" cy="11.2" r="1.05" fill="var(--surface)" />
      </svg>
    );
  }
  const lit = BARS[priority as keyof typeof BARS] ?? 2;
  return (
    <svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true" fill="currentColor">
      {[0, 1, 2].map((i) => (
        <rect
          key={i}
          x={2.5 + i * 4.25}
          y={8.5 - i * 3}
          width="2.75"
          height={5 + i * 3}
          rx="1"
          opacity={i < lit ? 1 : 0.28}
        />
      ))}
    </svg>
  );
}
