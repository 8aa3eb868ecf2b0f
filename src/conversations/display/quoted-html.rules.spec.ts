import { splitHtml } from './quoted-html.rules.js';

const folds: [string, string][] = [
  [
    'Gmail',
    '<div dir="ltr">Thanks!</div><br><div class="gmail_quote"><div class="gmail_attr">On Fri wrote:</div><blockquote class="gmail_quote">OLD</blockquote></div>',
  ],
  [
    'Outlook on the web',
    '<div>Thanks!</div><div id="appendonsend"></div><hr><div id="divRplyFwdMsg"><b>From:</b> Support<br></div><div>OLD</div>',
  ],
  [
    'Outlook for Windows',
    '<div class="WordSection1"><p>Thanks!</p><div style="border:none;border-top:solid #E1E1E1 1.0pt"><p><b>De:</b> Support &lt;s@x&gt;<br><b>Enviada em:</b> sexta<br><b>Para:</b> Ana<br><b>Assunto:</b> RE: x</p></div><p>OLD</p></div>',
  ],
  [
    'Apple Mail',
    '<div>Thanks!</div><div><blockquote type="cite"><div>On Fri, Support wrote:</div><div>OLD</div></blockquote></div>',
  ],
  [
    'Thunderbird',
    '<p>Thanks!</p><div class="moz-cite-prefix">Em 20/11/2026, Support escreveu:</div><blockquote type="cite">OLD</blockquote>',
  ],
  ['Yahoo', '<div>Thanks!</div><div class="yahoo_quoted"><div>On Fri wrote:</div>OLD</div>'],
  ['our own mail', '<p>Thanks!</p><p>##- Please write your answer above this line -##</p><p>OLD</p>'],
  ['answer below', '<blockquote type="cite">OLD</blockquote><p>Thanks!</p>'],
];

it.each(folds)('folds the history: %s', (_, html) => {
  const { visible, history } = splitHtml(html);
  expect(visible).toContain('Thanks!');
  expect(visible).not.toContain('OLD');
  expect(history).toContain('OLD');
});

it.each([
  ['no history', '<p>Hello</p><blockquote>a citation</blockquote>'],
  [
    'answers between quotes',
    '<blockquote type="cite">a?</blockquote><p>yes</p><blockquote type="cite">b?</blockquote><p>no</p>',
  ],
  [
    'a forward',
    '<div>See</div><div class="gmail_quote">---------- Forwarded message ---------<br>From: Bob<br>OFFER</div>',
  ],
  ['nothing new', '<div class="gmail_quote">OLD</div>'],
])('leaves it whole: %s', (_, html) => {
  expect(splitHtml(html)).toEqual({ visible: html, history: null });
});
