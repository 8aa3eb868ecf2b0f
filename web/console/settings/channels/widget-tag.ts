/** What a site's owner puts before `</body>`. */
export const scriptTag = (publicKey: string): string =>
  `<script src="${location.origin}/widget.js" data-inbox="${publicKey}" async></script>`;

/** A page of ours that shows the widget as a visitor sees it. */
export const tryPage = (publicKey: string): string => `/widget/try?inbox=${encodeURIComponent(publicKey)}`;
