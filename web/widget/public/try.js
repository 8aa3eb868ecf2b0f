// The page on which an administrator tries the widget: a plain page with the one tag, as a customer's site has it.
const WORDS = {
  'pt-BR': {
    brand: 'Seu site',
    light: 'Claro',
    dark: 'Escuro',
    title: 'Este poderia ser o seu site',
    lead: 'O chat no canto é o que seus clientes verão. Escreva algo: chega à fila da sua central. Vá a outra página ou desligue a rede: nada se perde.',
    how: 'Coloque nas suas páginas',
    paste: 'Uma linha antes do fim do body:',
    copy: 'Copiar',
    copied: 'Copiado',
    missing: 'Qual caixa?',
    key: 'Chave pública de uma caixa de chat',
    go: 'Experimentar',
    other: 'Ir a outra página deste site',
  },
};

const query = new URLSearchParams(location.search);
const inbox = query.get('inbox') ?? '';
const language = query.get('language') ?? (navigator.language.startsWith('pt') ? 'pt-BR' : 'en');
const theme = query.get('theme') ?? 'light';
const words = WORDS[language] ?? {};

document.documentElement.lang = language;
document.documentElement.dataset.theme = theme;
for (const element of document.querySelectorAll('[data-word]')) {
  element.textContent = words[element.dataset.word] ?? element.textContent;
}
for (const link of document.querySelectorAll('[data-choice]')) {
  const { choice, value } = link.dataset;
  link.href = to({ [choice]: value });
  if ({ language, theme }[choice] === value) link.setAttribute('aria-current', 'true');
}
document.getElementById('other').href = to({ page: String(Number(query.get('page') ?? 1) + 1) });

const snippet = `<script src="${location.origin}/widget.js" data-inbox="${inbox || 'wgt_…'}" async></script>`;
document.getElementById('snippet').textContent = snippet;
document.getElementById('copy').addEventListener('click', async () => {
  // The clipboard is closed to pages without TLS; the text can still be selected.
  await navigator.clipboard?.writeText(snippet).then(
    () => (document.getElementById('copied').textContent = words.copied ?? 'Copied'),
    () => undefined,
  );
});

if (inbox) {
  const script = document.createElement('script');
  script.src = '/widget.js';
  script.async = true;
  script.dataset.inbox = inbox;
  if (query.has('language')) script.dataset.language = language;
  document.body.append(script);
} else {
  document.getElementById('missing').hidden = false;
}

function to(change) {
  const next = new URLSearchParams(query);
  for (const [name, value] of Object.entries(change)) next.set(name, value);
  return `?${next}`;
}
