import type { Audience } from '../knowledge/articles/article.rules.js';
import type { PackageName } from './agreements.js';
import type { PersonKey } from './firm.js';

export type ShelfKey = 'start' | 'network' | 'security' | 'money';

/** The shelves of the firm's help centre. */
export const SHELVES: Record<ShelfKey, { names: Record<string, string>; about: Record<string, string> }> = {
  start: {
    names: { 'pt-BR': 'Primeiros passos', en: 'Getting started' },
    about: {
      'pt-BR': 'Da entrega do equipamento ao primeiro chamado',
      en: 'From the delivery of the equipment to your first request',
    },
  },
  network: {
    names: { 'pt-BR': 'Rede e equipamentos', en: 'Network and equipment' },
    about: {
      'pt-BR': 'Roteadores, impressoras, notebooks e sensores alugados',
      en: 'Rented routers, printers, laptops and sensors',
    },
  },
  security: {
    names: { 'pt-BR': 'Segurança 24 horas', en: '24/7 security' },
    about: {
      'pt-BR': 'Câmeras, alarmes e a mesa que nunca fecha',
      en: 'Cameras, alarms and the desk that never closes',
    },
  },
  money: {
    names: { 'pt-BR': 'Contratos e faturas', en: 'Contracts and invoices' },
    about: { 'pt-BR': 'Pagamentos, reajustes e devolução', en: 'Payments, adjustments and returns' },
  },
};

interface Words {
  title: string;
  summary: string;
  body: string;
}

export interface DemoArticle {
  shelf: ShelfKey;
  author: PersonKey;
  audience?: Audience;
  packages?: PackageName[];
  tags: string[];
  state?: 'draft' | 'in_review';
  /** Days ago. */
  published: number;
  /** In how many days, or how many days ago, somebody should look at it again. */
  review?: number;
  /** Reads on a usual day, and how many of ten readers it helped. */
  read: number;
  helps: number;
  'pt-BR': Words;
  en?: Words;
}

export const ARTICLES: DemoArticle[] = [
  {
    shelf: 'network',
    author: 'caua',
    tags: ['roteador', 'internet'],
    published: 82,
    read: 14,
    helps: 9,
    'pt-BR': {
      title: 'O roteador está sem internet: o que verificar antes de chamar',
      summary: 'Luzes, cabos e o reinício na ordem certa resolvem sete de cada dez quedas.',
      body: `<p>Faça nesta ordem. Leva cinco minutos, e nada se perde.</p>
<h2>1. Olhe as luzes</h2>
<ul><li><b>Tudo apagado:</b> confira a tomada e o filtro de linha.</li><li><b>Luz WAN vermelha:</b> o sinal da operadora não chega. Vá ao passo 3.</li><li><b>Tudo verde, mas sem internet:</b> vá ao passo 2.</li></ul>
<h2>2. Reinicie na ordem certa</h2>
<ol><li>Desligue o roteador e o modem da operadora.</li><li>Espere um minuto.</li><li>Ligue o modem e espere a luz ficar fixa.</li><li>Ligue o roteador e espere três minutos.</li></ol>
<h2>3. Continua fora do ar?</h2>
<p>Abra um chamado e diga a cor de cada luz. Se o seu contrato tem visitas, já reservamos um técnico.</p>`,
    },
    en: {
      title: 'The router has no internet: what to check before you call',
      summary: 'Lights, cables and a restart in the right order solve seven of ten outages.',
      body: `<p>Go through this in order. It takes five minutes and nothing is lost.</p>
<h2>1. Look at the lights</h2>
<ul><li><b>All dark:</b> check the socket and the power strip.</li><li><b>WAN light red:</b> no signal from the carrier. Go to step 3.</li><li><b>All green, still no internet:</b> go to step 2.</li></ul>
<h2>2. Restart in the right order</h2>
<ol><li>Switch off the router and the carrier's modem.</li><li>Wait a minute.</li><li>Switch on the modem and wait until its light is steady.</li><li>Switch on the router and wait three minutes.</li></ol>
<h2>3. Still down?</h2>
<p>Open a request and tell us the colour of each light. If your contract has visits, a technician is reserved at once.</p>`,
    },
  },
  {
    shelf: 'network',
    author: 'livia',
    tags: ['impressora'],
    published: 74,
    read: 9,
    helps: 10,
    'pt-BR': {
      title: 'A impressora térmica imprime em branco',
      summary: 'Quase sempre a bobina está do avesso.',
      body: `<p>Risque o papel com a unha: o lado que fica marcado vai para cima.</p><ol><li>Abra a tampa e tire a bobina.</li><li>Vire-a e puxe dez centímetros para fora.</li><li>Feche a tampa até ouvir o clique.</li></ol><p>Se o recibo sair com uma faixa branca, limpe a cabeça com um pano seco, com a impressora desligada.</p>`,
    },
    en: {
      title: 'The thermal printer prints blank paper',
      summary: 'The roll is nearly always the wrong way round.',
      body: `<p>Scratch the paper with a fingernail: the side that shows the mark faces up.</p><ol><li>Open the lid and take out the roll.</li><li>Turn it and pull out ten centimetres.</li><li>Close the lid until it clicks.</li></ol><p>A white stripe on the receipt? Wipe the head with a dry cloth while the printer is off.</p>`,
    },
  },
  {
    shelf: 'network',
    author: 'caua',
    tags: ['iot', 'sensor', 'temperatura'],
    published: 60,
    read: 5,
    helps: 7,
    review: -3,
    'pt-BR': {
      title: 'O sensor de temperatura parou de enviar leituras',
      summary: 'Bateria, alcance do gateway e o que a luz do sensor diz.',
      body: `<p>Aperte o botão do sensor uma vez e olhe a luz:</p><table><thead><tr><th>Luz</th><th>O que é</th><th>O que fazer</th></tr></thead><tbody><tr><td>Verde, uma vez</td><td>Está enviando</td><td>Espere cinco minutos</td></tr><tr><td>Laranja</td><td>Sem alcance</td><td>Aproxime do gateway, ou tire o metal do caminho</td></tr><tr><td>Nenhuma</td><td>Sem bateria</td><td>Troque a CR123A e aperte de novo</td></tr></tbody></table><p>As leituras do tempo sem sinal ficam guardadas no sensor por 48 horas e chegam depois.</p>`,
    },
    en: {
      title: 'The temperature sensor stopped sending readings',
      summary: 'Battery, reach of the gateway, and what its light says.',
      body: `<p>Press the sensor's button once and watch the light:</p><table><thead><tr><th>Light</th><th>Meaning</th><th>What to do</th></tr></thead><tbody><tr><td>Green, once</td><td>It is sending</td><td>Wait five minutes</td></tr><tr><td>Orange</td><td>Out of reach</td><td>Move it closer, or take metal out of the way</td></tr><tr><td>None</td><td>Battery empty</td><td>Change the CR123A and press again</td></tr></tbody></table><p>Readings without a signal stay in the sensor for 48 hours and arrive later.</p>`,
    },
  },
  {
    shelf: 'network',
    author: 'grace',
    tags: ['notebook', 'vpn'],
    published: 41,
    read: 6,
    helps: 6,
    'pt-BR': {
      title: 'Conectar o notebook alugado à VPN da sua empresa',
      summary: 'Pode instalar o cliente da sua empresa; a senha de administrador vem com o equipamento.',
      body: `<ol><li>Entre com o usuário <code>local</code>; a senha está no envelope da entrega.</li><li>Instale o cliente de VPN da sua empresa.</li><li>Reinicie o notebook.</li></ol><p>Na devolução apagamos tudo. Guarde o que é seu antes.</p>`,
    },
    en: {
      title: 'Connect a rented laptop to your company VPN',
      summary: 'You may install your own client; the administrator password comes with the laptop.',
      body: `<ol><li>Sign in as <code>local</code>; the password is in the delivery envelope.</li><li>Install the VPN client of your company.</li><li>Restart the laptop.</li></ol><p>We erase everything when it comes back. Keep a copy of what is yours.</p>`,
    },
  },
  {
    shelf: 'security',
    author: 'duarte',
    tags: ['câmera', 'gravador'],
    published: 88,
    read: 12,
    helps: 8,
    'pt-BR': {
      title: 'Câmera sem imagem ou com a imagem escura',
      summary: 'Limpe a lente, confira o cabo azul e reinicie pelo gravador.',
      body: `<h2>Sem imagem</h2><ol><li>Confira o cabo azul atrás do gravador: a luz da porta deve piscar.</li><li>No gravador, escolha <b>Câmeras › Reiniciar</b>.</li><li>Espere dois minutos.</li></ol><h2>Imagem escura</h2><p>À noite o infravermelho liga sozinho. Teia de aranha e poeira o refletem: limpe a lente com um pano macio e seco.</p><blockquote><p>Não desligue o gravador da tomada: as últimas horas podem se perder.</p></blockquote>`,
    },
    en: {
      title: 'Camera without a picture, or too dark',
      summary: 'Clean the lens, check the blue cable, and restart it from the recorder.',
      body: `<h2>No picture</h2><ol><li>Check the blue cable behind the recorder: the light of its port blinks.</li><li>On the recorder choose <b>Cameras › Restart</b>.</li><li>Wait two minutes.</li></ol><h2>Dark picture</h2><p>At night infrared light comes on by itself. Cobwebs and dust reflect it: clean the lens with a soft, dry cloth.</p><blockquote><p>Do not pull the recorder's plug: the last hours may be lost.</p></blockquote>`,
    },
  },
  {
    shelf: 'security',
    author: 'otavio',
    tags: ['alarme'],
    published: 66,
    read: 8,
    helps: 9,
    'pt-BR': {
      title: 'O alarme disparou: o que a mesa de segurança faz, e o que fazemos juntos',
      summary: 'Quem liga, em quantos minutos, e como cancelar um disparo falso.',
      body: `<p>A mesa vê o disparo em segundos e liga para a primeira pessoa da sua lista em até <b>dois minutos</b>.</p><ol><li>Diga a palavra combinada. Sem ela, tratamos como emergência.</li><li>Foi sem querer? Diga “disparo falso”; a mesa confere as câmeras e encerra.</li><li>Ninguém atende? Mandamos a ronda.</li></ol><p>Para mudar a lista ou a palavra, abra um chamado pelo portal.</p>`,
    },
    en: {
      title: 'The alarm went off: what our desk does, and what we do together',
      summary: 'Who calls, within how many minutes, and how to cancel a false alarm.',
      body: `<p>The desk sees the alarm within seconds and calls the first person on your list within <b>two minutes</b>.</p><ol><li>Say the agreed word. Without it we treat it as an emergency.</li><li>It was an accident? Say “false alarm”; the desk checks the cameras and closes it.</li><li>Nobody answers? We send the patrol.</li></ol><p>To change the list or the word, open a request in the portal.</p>`,
    },
  },
  {
    shelf: 'security',
    author: 'duarte',
    audience: 'packages',
    packages: ['Ouro 24/7'],
    tags: ['gravação', 'lgpd'],
    published: 52,
    read: 3,
    helps: 9,
    'pt-BR': {
      title: 'Pedir a gravação de uma câmera',
      summary: 'Guardamos 30 dias. Peça com dia, hora e câmera; um responsável assina.',
      body: `<p>As gravações do seu pacote ficam guardadas por 30 dias.</p><ol><li>Abra um chamado com o dia, a hora e o nome da câmera.</li><li>O responsável pelo contrato confirma no portal.</li><li>Você recebe um link que vale sete dias.</li></ol>`,
    },
    en: {
      title: 'Ask for a recording of a camera',
      summary: 'Kept for 30 days. Ask with day, time and camera; a person in charge signs.',
      body: `<p>Recordings of your package are kept for 30 days.</p><ol><li>Open a request with the day, the time and the name of the camera.</li><li>Whoever is in charge of the contract confirms in the portal.</li><li>You receive a link that works for seven days.</li></ol>`,
    },
  },
  {
    shelf: 'start',
    author: 'livia',
    tags: ['entrega', 'instalação'],
    published: 90,
    read: 7,
    helps: 9,
    'pt-BR': {
      title: 'O dia da entrega: o que preparar',
      summary: 'Tomada, ponto de rede e alguém que assine: assim a instalação leva meia hora.',
      body: `<ul><li>Uma tomada aterrada a menos de dois metros.</li><li>Um ponto de rede livre, ou a senha do Wi-Fi.</li><li>Alguém maior de idade para receber e assinar.</li></ul><p>No portal, em <b>Visitas</b>, você vê quem vem e quando, e pode mudar o horário até a véspera.</p>`,
    },
    en: {
      title: 'Delivery day: what to prepare',
      summary: 'A socket, a network outlet and somebody to sign: then it takes half an hour.',
      body: `<ul><li>An earthed socket within two metres.</li><li>A free network outlet, or the password of the Wi-Fi.</li><li>An adult who receives the equipment and signs.</li></ul><p>In the portal, under <b>Visits</b>, you see who comes and when, and can move it until the day before.</p>`,
    },
  },
  {
    shelf: 'start',
    author: 'grace',
    tags: ['portal', 'chamado'],
    published: 86,
    read: 6,
    helps: 8,
    'pt-BR': {
      title: 'Abrir um chamado pelo código do equipamento',
      summary: 'Aponte a câmera para a etiqueta: o chamado já sabe qual é e onde está.',
      body: `<ol><li>Aponte a câmera do celular para o código QR da etiqueta.</li><li>Entre no portal, se ainda não entrou.</li><li>Conte o que acontece e envie.</li></ol><p>Sem código à mão? A etiqueta também traz um número, como <code>EQ-1001</code>.</p>`,
    },
    en: {
      title: 'Report a problem by the code on the equipment',
      summary: 'Point your camera at the label: the request knows what it is and where it stands.',
      body: `<ol><li>Point the camera of your phone at the QR code on the label.</li><li>Sign in to the portal, if you have not yet.</li><li>Say what happens and send it.</li></ol><p>No code at hand? The label has a number too, such as <code>EQ-1001</code>.</p>`,
    },
  },
  {
    shelf: 'money',
    author: 'otavio',
    audience: 'customers',
    tags: ['fatura', 'boleto'],
    published: 70,
    read: 10,
    helps: 7,
    'pt-BR': {
      title: 'Segunda via da fatura, e o que fazer quando ela venceu',
      summary: 'No portal, em Faturas. Vencida há menos de dez dias, o mesmo boleto ainda vale.',
      body: `<p>Entre no portal e abra <b>Faturas</b>: cada fatura tem o seu PDF.</p><ul><li><b>Vencida há até dez dias:</b> pague o mesmo boleto; os juros vêm na próxima.</li><li><b>Há mais tempo:</b> responda ao lembrete, e mandamos um novo.</li></ul>`,
    },
    en: {
      title: 'A copy of your invoice, and what to do when it is overdue',
      summary: 'In the portal, under Invoices. Up to ten days late, the same slip still works.',
      body: `<p>Sign in to the portal and open <b>Invoices</b>: each invoice has its PDF.</p><ul><li><b>Up to ten days late:</b> pay with the same slip; interest comes with the next one.</li><li><b>Later:</b> answer the reminder and we send a new one.</li></ul>`,
    },
  },
  {
    shelf: 'money',
    author: 'otavio',
    tags: ['contrato', 'devolução'],
    published: 48,
    read: 4,
    helps: 6,
    review: 25,
    'pt-BR': {
      title: 'Devolver um equipamento antes do fim do contrato',
      summary: 'Avise 30 dias antes. Pagam-se só os dias usados, mais a visita de retirada.',
      body: `<ol><li>Avise 30 dias antes, por um chamado.</li><li>Marcamos a retirada; guarde a caixa e as fontes.</li><li>A última fatura traz só os dias até a retirada.</li></ol>`,
    },
    en: {
      title: 'Return equipment before the contract ends',
      summary: 'Tell us 30 days before. You pay the days used, and the visit to pick it up.',
      body: `<ol><li>Tell us 30 days before, with a request.</li><li>We arrange the pick-up; keep the box and the power supplies.</li><li>The last invoice has only the days until then.</li></ol>`,
    },
  },
  {
    shelf: 'security',
    author: 'caua',
    audience: 'internal',
    tags: ['gravador', 'procedimento'],
    published: 58,
    read: 2,
    helps: 10,
    'pt-BR': {
      title: 'Procedimento: gravador que não responde ao acesso remoto',
      summary: 'Só para a equipe: ordem das verificações antes de mandar um técnico.',
      body: `<ol><li>Peça a luz da porta 1 ao cliente.</li><li>Teste o acesso pela rede de gestão.</li><li>Sem resposta em dez minutos: visita do tipo <b>reparo</b>, prioridade do contrato.</li></ol><p>Nunca peça ao cliente que desligue o gravador.</p>`,
    },
  },
  {
    shelf: 'network',
    author: 'livia',
    tags: ['tablet'],
    state: 'in_review',
    published: 0,
    read: 0,
    helps: 0,
    'pt-BR': {
      title: 'Tablet travado na tela de apresentação',
      summary: 'Como sair do modo quiosque e voltar ao aplicativo.',
      body: `<p>Segure os dois botões de volume por dez segundos e digite o código do evento.</p>`,
    },
  },
  {
    shelf: 'start',
    author: 'grace',
    tags: ['eventos'],
    state: 'draft',
    published: 0,
    read: 0,
    helps: 0,
    'pt-BR': {
      title: 'Alugar para um evento: quanto tempo antes?',
      summary: '',
      body: `<p>Uma semana antes basta para até vinte notebooks.</p>`,
    },
  },
];

export const SAID: {
  article: number;
  helpful: boolean;
  language: 'pt-BR' | 'en';
  said: string;
  daysAgo: number;
  done?: true;
}[] = [
  { article: 0, helpful: true, language: 'pt-BR', said: 'Era a ordem de ligar! Obrigada.', daysAgo: 2 },
  {
    article: 2,
    helpful: false,
    language: 'pt-BR',
    said: 'Minha luz pisca azul, e azul não está na tabela.',
    daysAgo: 1,
  },
  { article: 3, helpful: false, language: 'en', said: 'The envelope had no password in it.', daysAgo: 5 },
  { article: 4, helpful: true, language: 'pt-BR', said: 'Teia de aranha mesmo.', daysAgo: 9, done: true },
  { article: 9, helpful: false, language: 'pt-BR', said: 'Faltou dizer onde vejo os juros.', daysAgo: 3 },
];

export const MISSED: { language: 'pt-BR' | 'en'; query: string; times: number; daysAgo: number }[] = [
  { language: 'pt-BR', query: 'trocar senha do wi-fi', times: 11, daysAgo: 0 },
  { language: 'pt-BR', query: 'reajuste igpm', times: 7, daysAgo: 1 },
  { language: 'pt-BR', query: 'controle de acesso cartao perdido', times: 5, daysAgo: 4 },
  { language: 'en', query: 'add a user to the camera app', times: 3, daysAgo: 6 },
];
