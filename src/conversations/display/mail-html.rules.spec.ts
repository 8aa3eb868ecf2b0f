import { DomUtils, parseDocument } from 'htmlparser2';
import fc from 'fast-check';
import { sanitiseMail } from './mail-html.rules.js';
import { messageDocument } from './message-document.rules.js';

const NOTHING = { inline: () => null, remote: (url: string) => `/pictures?of=${encodeURIComponent(url)}` };
const clean = (html: string): string => sanitiseMail(html, NOTHING).html;

/** Attacks as they are known from mail programs and sanitisers, mutation included. */
const ATTACKS = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '<svg onload=alert(1)>',
  '<svg><style><img src=x onerror=alert(1)></style></svg>',
  '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">',
  '<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>',
  '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
  '<style><!--</style><img src=x onerror=alert(1)>--></style>',
  '<xmp><img src=x onerror=alert(1)></xmp>',
  '<template><img src=x onerror=alert(1)></template>',
  '<a href="javascript:alert(1)">x</a>',
  '<a href="jav&#x09;ascript:alert(1)">x</a>',
  '<a href=" &#14; javascript:alert(1)">x</a>',
  '<a href="data:text/html,<script>alert(1)</script>">x</a>',
  '<a href="vbscript:msgbox(1)">x</a>',
  '<img src="data:image/svg+xml;base64,PHN2Zy8+">',
  '<img src="//evil.example/x.png">',
  '<iframe src="https://evil.example"></iframe>',
  '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
  '<object data="x"></object><embed src="x">',
  '<base href="https://evil.example/">',
  '<meta http-equiv="refresh" content="0;url=https://evil.example">',
  '<link rel=stylesheet href="https://evil.example/x.css">',
  '<form action="https://evil.example"><input name=p><button>x</button></form>',
  '<div style="position:fixed;top:0;left:0;z-index:9999">x</div>',
  '<div style="background:url(https://evil.example/x)">x</div>',
  '<div style="background-color:url(https://evil.example/x)">x</div>',
  '<div style="width:expression(alert(1))">x</div>',
  '<p style="color:red;}body{display:none">x</p>',
  '<style>@import url(https://evil.example/x.css);</style>',
  '<details open ontoggle=alert(1)>x</details>',
  '<table background="https://evil.example/x.png"><tr><td>x</td></tr></table>',
  '<a href="https://x.example" onclick="alert(1)" ping="https://evil.example">x</a>',
  '<input autofocus onfocus=alert(1)>',
  '<body onload=alert(1)>x</body>',
  '<p id="__proto__" class="x" name="getElementById">x</p>',
  '<isindex action=javascript:alert(1) type=image>',
  '"><script>alert(1)</script>',
  '<a href="https://x.example/\u0000">x</a>',
  '<textarea><img title="</textarea><img src onerror=alert(1)>"></textarea>',
];

/** Read again as a browser would, nothing may act, load style sheets or call home by CSS. */
function dangers(html: string): string[] {
  const found: string[] = [];
  for (const element of DomUtils.getElementsByTagName('*', parseDocument(html), true)) {
    if (
      /^(?:script|style|iframe|object|embed|base|meta|link|form|input|button|svg|math|template|textarea)$/.test(
        element.name,
      )
    )
      found.push(element.name);
    for (const [name, value] of Object.entries(element.attribs)) {
      if (/^on|^srcdoc$|^ping$|^id$|^class$|^name$|^background$/.test(name)) found.push(name);
      const plain = value.replace(/[\s\p{Cc}]/gu, '').toLowerCase();
      if (/^(?:javascript|vbscript|data:text|data:image\/svg|\/\/)/.test(plain)) found.push(`${name}=${value}`);
      if (name === 'style' && /url\(|expression|position|z-index|[{}]/i.test(value)) found.push(value);
    }
  }
  return found;
}

it.each(ATTACKS)('makes it harmless: %s', (attack) => {
  const once = clean(attack);
  expect(dangers(once)).toEqual([]);
  expect(dangers(clean(once))).toEqual([]);
  expect(clean(once)).toBe(clean(clean(once)));
});

it('makes every mixture of attacks harmless', () => {
  const pieces = fc.array(
    fc.oneof(
      fc.constantFrom(...ATTACKS, '<p>', '</p>', '<table>', '<!--', '-->', '<![CDATA[', ']]>'),
      fc.string({ maxLength: 8 }),
    ),
    { maxLength: 8 },
  );
  fc.assert(fc.property(pieces, (parts) => expect(dangers(clean(parts.join('')))).toEqual([])));
});

it('keeps what a mail is made of', () => {
  const mail =
    '<table border="1" bgcolor="#eee"><tr><td colspan="2" style="color:#333;padding:4px 8px"><b>Hi</b> <font color="red">there</font></td></tr></table>';
  const shown = clean(mail);
  for (const part of ['colspan="2"', 'color:#333', 'padding:4px 8px', '<b>Hi</b>', 'bgcolor="#eee"'])
    expect(shown).toContain(part);
});

it('lets links say nothing about us', () => {
  expect(clean('<a href="https://x.example">x</a>')).toBe(
    '<a href="https://x.example" rel="noopener noreferrer nofollow" target="_blank">x</a>',
  );
});

it('blocks remote pictures and counts them, and shows those of the mail itself', () => {
  const shown = sanitiseMail('<img src="https://t.example/p.gif"><img src="cid:a%40b" alt="A"><img src="cid:none">', {
    remote: 'blocked',
    inline: (id) => (id === 'a@b' ? 'data:image/png;base64,AAAA' : null),
  });
  expect(shown.blockedPictures).toBe(1);
  expect(shown.html).not.toContain('t.example');
  expect(shown.html).toContain('<img alt="A" src="data:image/png;base64,AAAA" />');
});

it('shows remote pictures by our own address only, also where the mail names one of ours', () => {
  const html = '<img src="https://t.example/p.gif"><img src="/api/v1/me"><img src="https://t.example/too-long">';
  const shown = sanitiseMail(html, { inline: () => null, remote: (url) => (url.endsWith('gif') ? '/ours' : null) });
  expect(shown.html).toBe('<img src="/ours" /><img /><img data-remote="blocked" />');
  expect(shown.blockedPictures).toBe(1);
});

it('survives deep nesting quickly', () => {
  const began = performance.now();
  clean('<div>'.repeat(20_000));
  expect(performance.now() - began).toBeLessThan(3_000);
});

describe('the document of a message', () => {
  it('may do nothing, by its policy', () => {
    const { policy } = messageDocument('<p>x</p>', { ...NOTHING, remote: 'blocked' }, { history: 'History' });
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain('img-src data:;');
    expect(policy).not.toContain('allow-scripts');
    expect(policy).not.toContain('allow-same-origin');
  });

  it('loads pictures from us alone once they are asked for', () => {
    const { policy } = messageDocument('<p>x</p>', NOTHING, { history: 'History' });
    expect(policy).toContain(`img-src data: 'self';`);
    expect(policy).not.toContain('http');
  });

  it('folds the history away', () => {
    const { html } = messageDocument('<p>New</p><div class="gmail_quote">OLD</div>', NOTHING, { history: 'History' });
    expect(html).toMatch(/New.*<details>.*OLD.*<\/details>/);
  });
});
