/** What a phone or a browser needs to install the portal, under the company’s own name. Pure. */
export const manifestOf = ({ name, accent }: { name: string; accent: string | null }): object => ({
  id: '/portal/',
  name,
  short_name: name.length > 12 ? name.split(' ')[0] : name,
  start_url: '/portal/',
  scope: '/portal/',
  display: 'standalone',
  background_color: '#fafaf9',
  theme_color: accent ?? '#0f6e6e',
  icons: [
    { src: '/portal/icon-192.png', sizes: '192x192', type: 'image/png', purpose: 'any' },
    { src: '/portal/icon-512.png', sizes: '512x512', type: 'image/png', purpose: 'any' },
    { src: '/portal/icon-maskable-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
  ],
});
