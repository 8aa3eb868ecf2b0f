import { useImperativeHandle, useRef, type Ref } from 'react';
import classes from './composer.module.css';
import { HELD_KEYS, triggerIn, type FieldHandle, type FieldProps } from './field';

/** Plain text, for chat and notes. */
export function PlainField({
  ref,
  label,
  placeholder,
  text,
  onText,
  onTrigger,
  onSend,
  onFiles,
  holdKeys,
  mentions,
}: FieldProps & { ref?: Ref<FieldHandle> }) {
  const area = useRef<HTMLTextAreaElement>(null);
  const put = (from: number, to: number, value: string) => {
    const box = area.current;
    if (!box) return;
    const whole = `${box.value.slice(0, from)}${value}${box.value.slice(to)}`;
    onText(whole, null);
    requestAnimationFrame(() => {
      box.focus();
      box.setSelectionRange(from + value.length, from + value.length);
    });
  };
  useImperativeHandle(ref, () => ({
    focus: () => area.current?.focus(),
    set: () => undefined,
    insert: (value) => put(area.current?.selectionStart ?? 0, area.current?.selectionEnd ?? 0, value),
    replace: (length, value) => {
      const caret = area.current?.selectionStart ?? 0;
      put(caret - length, caret, value);
    },
  }));
  return (
    <textarea
      ref={area}
      className={classes.text}
      aria-label={label}
      placeholder={placeholder}
      rows={2}
      value={text}
      onChange={(event) => {
        const { value, selectionStart } = event.currentTarget;
        onText(value, null);
        onTrigger(triggerIn(value.slice(0, selectionStart), mentions));
      }}
      onPaste={(event) => {
        if (event.clipboardData.files.length) {
          event.preventDefault();
          onFiles([...event.clipboardData.files]);
        }
      }}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && (event.metaKey || event.ctrlKey)) {
          event.preventDefault();
          onSend();
        } else if (holdKeys && HELD_KEYS.has(event.key)) {
          event.preventDefault();
        } else if (event.key === 'Escape') {
          area.current?.blur();
        }
      }}
    />
  );
}
