import { agent, customer, note, type Scene } from './scene.js';

/** What customers write to the support line by mail, in Portuguese. */
export const SUPPORT_SCENES: readonly Scene[] = [
  {
    language: 'pt',
    via: 'support',
    team: 'support',
    subject: 'Roteador {router} fora do ar na {site}',
    type: 'incident',
    priority: 3,
    tags: ['roteador', 'link'],
    weight: 3,
    turns: [
      customer(
        '{greet},\n\nO roteador da {site} caiu por volta das {time} e não volta. {Os caixas estão no 4G do celular.|A recepção está sem sistema.|Estamos atendendo no papel.}\n{Podem ver ainda hoje?|Conseguem olhar agora?}\n\n{name}\n{company}',
      ),
      agent(
        'Olá {first}, já estou testando o link daqui. Enquanto isso, tire o {router} da tomada por 30 segundos e me diga quais luzes acendem.',
        'waiting_customer',
      ),
      customer(
        'Fiz isso. {Só a luz de energia acende.|Acende energia e a terceira luz fica piscando laranja.|Nenhuma luz acende.}',
      ),
      note(
        '{Modem responde, sem rota para a operadora.|Fonte provavelmente queimada, é a segunda deste lote.|Sinal 5G caiu na região, ver painel da operadora.}',
      ),
      agent(
        'Obrigado. {Abri chamado na operadora, protocolo {number}. A previsão é de duas horas.|Recarreguei a configuração daqui e o link voltou às {later}. Pode confirmar?|Troquei o perfil para a segunda operadora. Os caixas já devem navegar.}',
      ),
      customer('{Voltou! Obrigado pela rapidez.|Confirmado, tudo funcionando.|Sim, normalizou agora. Obrigada!}'),
      agent('Que bom, {first}. Deixo o link sob observação até amanhã.', 'solved'),
    ],
  },
  {
    language: 'pt',
    via: 'support',
    team: 'field',
    subject: 'Troca do roteador {router}: queimou na {site}',
    type: 'incident',
    priority: 3,
    mode: 'visit',
    tags: ['roteador', 'troca', 'visita'],
    weight: 2,
    turns: [
      customer(
        '{greet}. Depois da {queda de energia|chuva de ontem|oscilação da rede} o roteador {router} não liga mais, nem com outra fonte. Precisamos de um novo na {site}.',
      ),
      agent(
        'Olá {first}, sinto muito. Separei um equipamento igual para troca. {Amanhã de manhã|Hoje à tarde|Amanhã depois das 14h} há alguém para receber o técnico?',
        'waiting_customer',
      ),
      customer(
        'Sim, {o Wilson da doca|a Neide da recepção|eu mesmo} recebe. Entrada pela {rua lateral|portaria 2|doca}.',
      ),
      note('{part} reservado no estoque da Lapa. Levar protetor de surto.'),
      agent('Visita marcada. O Tiago avisa quando estiver a caminho.', 'visit_scheduled'),
      agent('Equipamento trocado e link testado com {first}. O antigo voltou para análise.', 'solved'),
    ],
  },
  {
    language: 'pt',
    via: 'support',
    team: 'support',
    at: ['cold'],
    subject: 'Câmara fria {number} sem leitura desde {time}',
    type: 'incident',
    priority: 4,
    tags: ['sensor', 'cadeia-fria'],
    weight: 6,
    turns: [
      customer(
        'Urgente: o sensor {sensor} da câmara {number} parou de enviar às {time}. Temos {vacinas|carne resfriada|sangue e plasma|leite} lá dentro e a auditoria cobra o registro contínuo.',
      ),
      agent(
        '{first}, vejo o mesmo aqui. O sensor guarda 72 horas na memória, nada se perdeu. Pode aproximar o gateway {gateway} da porta e apertar o botão azul?',
        'waiting_customer',
      ),
      customer('Apertei. A luz ficou verde.'),
      agent(
        'Recebi as leituras atrasadas: máxima de {temp} °C, dentro da faixa. O registro está completo, segue o relatório no portal.',
      ),
      customer('Ufa. Obrigado, vou anexar à auditoria.'),
      agent('Perfeito. Aumentei o alerta de silêncio para 10 minutos, como combinamos.', 'solved'),
    ],
  },
  {
    language: 'pt',
    via: 'support',
    team: 'support',
    at: ['retail'],
    subject: 'Tablet do caixa {number} não imprime o cupom',
    type: 'problem',
    priority: 2,
    tags: ['tablet', 'impressora'],
    weight: 4,
    turns: [
      customer(
        '{greet}, o tablet do caixa {number} da {site} manda imprimir e {não sai nada|sai em branco|diz "impressora offline"}. Já reiniciamos os dois.',
      ),
      agent(
        'Olá {first}. Por favor, abra Ajustes › Impressoras no tablet e me diga o endereço que aparece para a {printer}.',
        'waiting_customer',
      ),
      customer('Aparece 192.168.{octet}.{number}.'),
      agent(
        'Era isso: ela mudou de endereço. Fixei o endereço na rede e corrigi o tablet daqui. Faça um teste, por favor.',
      ),
      customer('Imprimiu! {Valeu.|Muito obrigado.}'),
      agent('Ótimo. Apliquei o mesmo nos outros caixas para não repetir.', 'solved'),
    ],
  },
  {
    language: 'pt',
    via: 'support',
    team: 'support',
    at: ['office'],
    subject: 'Entrega de {count} notebooks para a {site}',
    type: 'task',
    priority: 2,
    mode: 'visit',
    tags: ['notebook', 'entrega'],
    weight: 3,
    turns: [
      customer(
        '{greet}. Contratamos mais {count} pessoas que começam {na segunda|no dia 1º|em duas semanas}. Precisamos de {count} notebooks com a imagem padrão e fones.',
      ),
      agent(
        'Olá {first}, temos em estoque. Confirma o mesmo modelo dos anteriores (14", 16 GB) e entrega na {site}?',
        'waiting_customer',
      ),
      customer('Confirmo. E, se possível, com o leitor de digital cadastrado pela TI.'),
      note('Imagem 24.2 com VPN nova. Conferir números de série antes de sair.'),
      agent('Combinado. Entrega agendada; o termo de recebimento vai por e-mail.', 'visit_scheduled'),
      agent('Entregues e assinados: {count} notebooks. Obrigado, {first}.', 'solved'),
    ],
  },
  {
    language: 'pt',
    via: 'support',
    team: 'support',
    subject: 'Acesso ao portal para {o contador|a nova gerente|o síndico}',
    type: 'question',
    priority: 1,
    tags: ['portal', 'acesso'],
    weight: 3,
    turns: [
      customer(
        'Podem criar um acesso ao portal para {other}? Só precisa ver {faturas|os chamados da {site}|os relatórios de temperatura}.',
      ),
      agent(
        'Olá {first}, acesso criado com esse perfil. {other} recebe o convite em instantes; ele vale por 24 horas.',
        'solved',
      ),
      customer('Chegou, obrigado!'),
      agent('Disponha.', 'solved'),
    ],
  },
  {
    language: 'pt',
    via: 'support',
    team: 'support',
    subject: 'Wi-Fi lento no {1º|2º|3º|4º} andar',
    at: ['office', 'guard'],
    type: 'problem',
    priority: 2,
    tags: ['wi-fi'],
    weight: 3,
    turns: [
      customer(
        '{greet}, desde {ontem|segunda|a semana passada} o Wi-Fi está muito lento no andar, principalmente {depois do almoço|nas reuniões|perto da copa}. Pelo cabo vai normal.',
      ),
      agent(
        'Olá {first}, vi o canal saturado no ponto {ap}. Mudei para 5 GHz e separei a rede de visitantes. Podem testar hoje?',
        'waiting_customer',
      ),
      customer('{Melhorou muito.|Ficou bom, só a sala do fundo ainda cai.}'),
      agent(
        'Para a sala do fundo proponho um ponto a mais, que o seu pacote já cobre. Agendo a instalação?',
        'waiting_customer',
      ),
      customer('Pode agendar.'),
      agent('Marcado. Depois da instalação meço o sinal com vocês.', 'visit_scheduled'),
      agent('Ponto instalado e medido com {first}: sinal cheio em toda a sala.', 'solved'),
    ],
  },
  {
    language: 'pt',
    via: 'support',
    team: 'support',
    subject: 'Impressora {printer} atolando papel',
    at: ['office', 'retail'],
    type: 'problem',
    priority: 1,
    tags: ['impressora'],
    weight: 2,
    turns: [
      customer('A {printer} da {site} atola a cada {dez|vinte} folhas. Já limpamos e trocamos o papel.'),
      agent('Olá {first}, pelo contador o rolete chegou ao fim da vida. Pedi a peça ao fabricante.', 'part'),
      note('Peça PR-{number} pedida, prazo de três dias úteis.'),
      agent('A peça chegou. O Tiago passa aí {amanhã|na quinta} de manhã e troca em 20 minutos.', 'visit_scheduled'),
      customer('Trocou e está ótima. Obrigada.'),
      agent('Perfeito, encerro aqui.', 'solved'),
    ],
  },
  {
    language: 'pt',
    via: 'support',
    team: 'support',
    subject: 'Relatório de temperatura de {month}',
    at: ['cold'],
    type: 'question',
    priority: 2,
    tags: ['relatório', 'cadeia-fria'],
    weight: 4,
    turns: [
      customer(
        '{greet}. Preciso do relatório de {month} das câmaras da {site}, em planilha, para a {vigilância sanitária|auditoria interna}.',
      ),
      agent(
        'Olá {first}, publiquei no portal em Relatórios › Cadeia fria, em PDF e planilha. Qualquer coluna a mais, me diga.',
      ),
      customer('Perfeito. Dá para receber todo dia 1º automaticamente?'),
      agent('Dá sim: deixei agendado para o dia 1º, às 7h.', 'solved'),
    ],
  },
  {
    language: 'pt',
    via: 'support',
    team: 'support',
    subject: 'Atualização do gateway {gateway}: qual a janela?',
    at: ['cold', 'industry'],
    type: 'task',
    priority: 1,
    tags: ['gateway', 'firmware'],
    weight: 2,
    turns: [
      customer(
        'Recebemos o aviso da versão {version}. Só podemos parar {aos domingos de madrugada|entre 22h e 23h|no sábado depois das 15h}. Funciona para vocês?',
      ),
      agent(
        'Funciona, {first}. A parada é de 4 minutos e as leituras ficam guardadas nos sensores. Confirmo para o próximo.',
        'waiting_customer',
      ),
      customer('Confirmado.'),
      note('Janela na agenda da mesa de segurança, para não abrirem incidente.'),
      agent('Atualizado sem perdas: versão {version}, {count} sensores ligados.', 'solved'),
    ],
  },
];
