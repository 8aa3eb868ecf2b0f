import { lazy, Suspense, useRef, type Ref } from 'react';
import { PlainField } from './plain-field';
import type { FieldHandle, FieldProps } from './field';

const RichField = lazy(async () => ({ default: (await import('./rich-field')).RichField }));

/**
 * Plain, or formatted where the channel takes it. Until the editor has come, one can type already: the plain text is
 * taken over, and the caret with it.
 */
export function ComposerField({ rich, ...props }: FieldProps & { rich: boolean; ref?: Ref<FieldHandle> }) {
  const focused = useRef(false);
  return (
    <div
      style={{ display: 'contents' }}
      onFocus={() => void (focused.current = true)}
      onBlur={() => void (focused.current = false)}
    >
      {rich ? (
        <Suspense fallback={<PlainField {...props} />}>
          <RichField {...props} focused={focused} />
        </Suspense>
      ) : (
        <PlainField {...props} />
      )}
    </div>
  );
}
