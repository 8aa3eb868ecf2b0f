/** The mark of the product: a bell on a desk. */
export function DeskBell({ size = 24 }: { size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.75"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      <path d="M4 16a8 8 0 0 1 16 0z" />
      <path d="M3 19.5h18M12 8V5.500M10 5.500h4" />
    </svg>
  );
}
