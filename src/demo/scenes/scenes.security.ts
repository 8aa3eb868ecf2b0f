import { agent, customer, note, type Scene } from './scene.js';

/** What reaches the desk that never closes. */
export const SECURITY_SCENES: readonly Scene[] = [
  {
    language: 'pt',
    via: 'security',
    team: 'security',
    at: ['guard', 'retail', 'industry'],
    subject: 'Porta forçada: {site}, {gate}',
    type: 'incident',
    priority: 4,
    tags: ['alarme', 'porta'],
    weight: 3,
    turns: [
      customer(
        'Recebi no celular o aviso de porta forçada na {gate} da {site}, às {time}. Não há ninguém da equipe lá.',
      ),
      agent(
        '{first}, estamos vendo as câmeras {camera} e vizinhas. A ronda foi acionada, chegada prevista em 15 minutos. Por favor, não entre no local.',
      ),
      note(
        'Imagem mostra {vento na porta, trinco solto|entregador que errou a entrada|dois homens que se afastam às {later}}. Ronda confirmada por rádio.',
      ),
      agent(
        'A ronda está no local: {o trinco cedeu com o vento, nada foi levado|porta fechada e lacrada, sem sinais de entrada|tentativa sem entrada, perímetro verificado}. As imagens ficam guardadas por 90 dias.',
      ),
      customer('Obrigado. {Amanhã mando trocar o trinco.|Podem me enviar o trecho do vídeo?}'),
      agent('Feito, está no portal. Rearmamos a zona.', 'solved'),
    ],
  },
  {
    language: 'pt',
    via: 'security',
    team: 'security',
    at: ['guard', 'retail', 'office'],
    subject: 'Sem imagem na {camera} {do estacionamento|da entrada|do corredor|da doca}',
    type: 'incident',
    priority: 3,
    tags: ['câmera'],
    weight: 4,
    turns: [
      customer('{greet}, a {camera} está preta desde as {time}. As outras funcionam.'),
      agent('Olá {first}, a câmera responde mas o vídeo não abre. Reiniciei daqui; leva dois minutos.'),
      customer('{Voltou.|Voltou, mas escura.|Continua preta.}'),
      agent(
        '{Obrigado por confirmar.|Ajustei o infravermelho e limpei a exposição.|Vou mandar um técnico: provavelmente o cabo.} Seguimos gravando pelas câmeras vizinhas.',
      ),
      customer('Certo, obrigado.'),
      agent('Normalizado e em observação até amanhã.', 'solved'),
    ],
  },
  {
    language: 'pt',
    via: 'security',
    team: 'security',
    at: ['guard'],
    subject: 'Disparo de alarme às {time}: {zona 2|zona 4|perímetro|garagem}',
    type: 'incident',
    priority: 4,
    tags: ['alarme', 'disparo'],
    weight: 4,
    turns: [
      customer('O alarme disparou agora na {site}. É real?'),
      agent(
        'Verificado, {first}: {gato no perímetro|morador que esqueceu a senha|galho encostado no sensor}. Ninguém estranho nas imagens. Alarme rearmado.',
      ),
      customer('Obrigado pela rapidez, {já posso dormir|vou avisar os moradores}.'),
      agent('Boa noite. Ficamos de olho.', 'solved'),
    ],
  },
  {
    language: 'pt',
    via: 'security',
    team: 'security',
    at: ['guard', 'industry'],
    subject: 'Liberar acesso de prestador na {gate}',
    type: 'task',
    priority: 2,
    tags: ['acesso'],
    weight: 4,
    turns: [
      customer(
        '{greet}. Amanhã das {8h às 12h|13h às 17h} vem {other}, da {elevadores|limpeza|dedetização}. Podem liberar na {gate}?',
      ),
      agent(
        'Olá {first}, liberado para esse horário. A portaria recebe a foto do documento por aqui?',
        'waiting_customer',
      ),
      customer('Sim, segue no portal.'),
      agent('Recebida e cadastrada. O acesso expira sozinho no fim do horário.', 'solved'),
    ],
  },
  {
    language: 'pt',
    via: 'security',
    team: 'field',
    at: ['guard', 'industry', 'retail'],
    subject: '{camera} com imagem escura à noite',
    type: 'problem',
    priority: 2,
    mode: 'visit',
    tags: ['câmera', 'visita'],
    weight: 2,
    turns: [
      customer(
        'De dia a {camera} é perfeita, mas à noite não se vê nada. {A lâmpada do poste queimou.|Acho que o infravermelho parou.}',
      ),
      agent(
        'Olá {first}, o infravermelho realmente não liga. Troco a câmera em garantia; quando podemos ir?',
        'waiting_customer',
      ),
      customer('{Quinta|Sexta|Segunda} de manhã, com escada por favor.'),
      agent('Marcado, com escada de 6 metros.', 'visit_scheduled'),
      note('Levar {part} e caixa de passagem nova.'),
      agent('Câmera trocada, imagem noturna conferida com {first}.', 'solved'),
    ],
  },
  {
    language: 'en',
    via: 'security',
    team: 'security',
    at: ['guard', 'industry', 'cold', 'office'],
    subject: 'Badge reader slow at {gate} since the update',
    type: 'problem',
    priority: 2,
    tags: ['access', 'badge'],
    weight: 4,
    turns: [
      customer(
        '{greet},\n\nSince the update the badge reader at {gate} takes {four|six|almost ten} seconds to open. {There is a queue every morning.|People started to hold the door for each other, which our auditor will not like.}\n\nRegards,\n{name}',
      ),
      agent(
        'Hello {first}, I can see the delay: the reader asks the old controller first. I moved it to the new one. Could you try with two or three badges?',
        'waiting_customer',
      ),
      customer('Instant now. Thank you!'),
      agent('Glad to hear. I applied the same to the other gates.', 'solved'),
    ],
  },
  {
    language: 'en',
    via: 'security',
    team: 'security',
    at: ['guard', 'industry', 'cold'],
    subject: 'Motion alert at {time}, {gate}',
    type: 'incident',
    priority: 4,
    tags: ['alarm'],
    weight: 3,
    turns: [
      customer('We got a motion alert for {gate} at {time}, nobody is scheduled there. Can you check?'),
      agent(
        'Checked with {camera}: {a delivery driver who took the wrong door|a cat, really|our own cleaning crew, early today}. Nothing was opened. We stay on the cameras for the next hour.',
      ),
      customer('Great, thanks for the quick answer.'),
      agent('Any time. The clip is in your portal.', 'solved'),
    ],
  },
];
