import { Fragment, type ReactNode } from 'react';

const LINK = /(https?:\/\/[^\s<>"')\]]+[^\s<>"')\].,;:!?])/g;

/** Plain text with its web addresses as links. Only http(s) becomes one: text of strangers never chooses a scheme. */
export function LinkedText({ text, mark }: { text: string; mark?: (piece: string) => ReactNode }) {
  return text.split(LINK).map((piece, index) =>
    index % 2 === 1 ? (
      <a key={index} href={piece} target="_blank" rel="noopener noreferrer nofollow">
        {piece}
      </a>
    ) : (
      <Fragment key={index}>{mark ? mark(piece) : piece}</Fragment>
    ),
  );
}
