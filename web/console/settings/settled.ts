import { useState, type ChangeEvent, type KeyboardEvent } from 'react';

/** Of a text field whose text is taken when it is left; what `take` cannot read springs back to `shown`. */
export function useSettled(shown: string, take: (typed: string) => void) {
  const [typed, setTyped] = useState<string | null>(null);
  const settle = () => {
    if (typed !== null && typed !== shown) take(typed);
    setTyped(null);
  };
  return {
    value: typed ?? shown,
    onChange: (event: ChangeEvent<HTMLInputElement>) => setTyped(event.currentTarget.value),
    onBlur: settle,
    onKeyDown: (event: KeyboardEvent) => {
      if (event.key === 'Enter') settle();
    },
  };
}
