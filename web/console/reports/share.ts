import { useReader } from '../time/reader';

/** `97.5%`, as the reader's language writes it. */
export function useShare(): (share: number) => string {
  const { language } = useReader();
  return (share) =>
    new Intl.NumberFormat(language, { style: 'percent', minimumFractionDigits: 1, maximumFractionDigits: 1 }).format(
      share,
    );
}
