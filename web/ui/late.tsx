import { useEffect, useState, type ReactNode } from 'react';

/** A wait under 300 ms shows nothing: a skeleton that flashes is worse than none. */
export function Late({ children, after = 300 }: { children: ReactNode; after?: number }) {
  const [shown, setShown] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setShown(true), after);
    return () => clearTimeout(timer);
  }, [after]);
  return shown ? children : null;
}
