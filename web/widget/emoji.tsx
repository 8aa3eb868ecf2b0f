import { useEffect, useRef } from 'preact/hooks';

const EMOJI = [
  ...'😀😄😉😊😍🤔😅😂🙂😐😕😢😭😡😴🤒👍👎👌🙏👏💪🤝👋❤️💛💚✨🎉🔥✅❌⚠️❓❗📦🚚🔧🔌📷📞💻🖨️🕒📍💡☕🌧️'.matchAll(
    /\p{Extended_Pictographic}\ufe0f?/gu,
  ),
].map((m) => m[0]);
const COLUMNS = 8;
const STEPS: Record<string, number> = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: COLUMNS, ArrowUp: -COLUMNS };

export function EmojiPicker({
  label,
  pick,
  close,
}: {
  label: string;
  pick: (emoji: string) => void;
  close: () => void;
}) {
  const grid = useRef<HTMLDivElement>(null);
  useEffect(() => {
    grid.current?.querySelector('button')?.focus();
  }, []);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') {
      event.preventDefault();
      event.stopPropagation();
      close();
    }
    const step = STEPS[event.key];
    if (!step || !grid.current) return;
    event.preventDefault();
    const all = [...grid.current.querySelectorAll('button')];
    const at = all.indexOf((grid.current.getRootNode() as ShadowRoot).activeElement as HTMLButtonElement);
    all[at + step]?.focus();
  };
  return (
    <div
      ref={grid}
      class="pop emoji"
      role="group"
      aria-label={label}
      data-testid="widget-emoji-picker"
      onKeyDown={onKeyDown}
    >
      {EMOJI.map((emoji, i) => (
        <button key={emoji} tabIndex={i === 0 ? 0 : -1} onClick={() => pick(emoji)}>
          {emoji}
        </button>
      ))}
    </div>
  );
}
