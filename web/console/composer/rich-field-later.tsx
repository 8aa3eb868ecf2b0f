import { lazy, Suspense, type Ref } from 'react';
import { PlainField } from './plain-field';
import type { FieldHandle, FieldProps } from './field';

const RichField = lazy(async () => ({ default: (await import('./rich-field')).RichField }));

/** Until the editor has come, one can type already: the plain text is taken over. */
export function RichFieldLater(props: FieldProps & { ref?: Ref<FieldHandle> }) {
  return (
    <Suspense fallback={<PlainField {...props} />}>
      <RichField {...props} />
    </Suspense>
  );
}
