/**
 * The firm of the demo: Jacarandá Locações rents IT and IoT equipment in São Paulo and keeps a security desk that never
 * closes. Invented, like everybody in it; the domains can belong to nobody (RFC 2606).
 */
export const FIRM = {
  name: 'Jacarandá Locações',
  domain: 'jacaranda.example',
  timeZone: 'America/Sao_Paulo',
  language: 'pt-BR' as const,
  country: 'BR',
};

export type TeamKey = 'support' | 'security' | 'field' | 'billing';

export const TEAMS: Record<TeamKey, string> = {
  support: 'Suporte',
  security: 'Mesa de segurança 24/7',
  field: 'Campo',
  billing: 'Financeiro e contratos',
};

export type PersonKey = (typeof PEOPLE)[number]['key'];

export const PEOPLE = [
  { key: 'helena', name: 'Helena Sampaio', role: 'administrator', teams: ['support'], language: 'pt-BR' },
  { key: 'otavio', name: 'Otávio Brandão', role: 'lead', teams: ['support', 'billing'], language: 'pt-BR' },
  { key: 'yuri', name: 'Yuri Matsuda', role: 'lead', teams: ['security', 'field'], language: 'pt-BR' },
  { key: 'livia', name: 'Lívia Portela', role: 'agent', teams: ['support'], language: 'pt-BR' },
  { key: 'caua', name: 'Cauã Meirelles', role: 'agent', teams: ['support'], language: 'pt-BR' },
  { key: 'grace', name: 'Grace Okafor', role: 'agent', teams: ['support'], language: 'en' },
  { key: 'nivaldo', name: 'Nivaldo Reis', role: 'agent', teams: ['security'], language: 'pt-BR' },
  { key: 'sabrina', name: 'Sabrina Quevedo', role: 'agent', teams: ['security'], language: 'pt-BR' },
  { key: 'wesley', name: 'Wesley Prates', role: 'agent', teams: ['security'], language: 'pt-BR' },
  { key: 'ines', name: 'Inês Carvalhal', role: 'dispatcher', teams: ['field'], language: 'pt-BR' },
  { key: 'tiago', name: 'Tiago Bonfim', role: 'technician', teams: ['field'], language: 'pt-BR' },
  { key: 'rosana', name: 'Rosana Abrantes', role: 'technician', teams: ['field'], language: 'pt-BR' },
  { key: 'everton', name: 'Everton Lacerda', role: 'technician', teams: ['field'], language: 'pt-BR' },
  { key: 'kenji', name: 'Kenji Nakasone', role: 'technician', teams: ['field'], language: 'pt-BR' },
  { key: 'jussara', name: 'Jussara Peixoto', role: 'technician', teams: ['field'], language: 'pt-BR' },
  { key: 'abel', name: 'Abel Monteiro', role: 'technician', teams: ['field'], language: 'en' },
  { key: 'mirela', name: 'Mirela Zanatta', role: 'agent', teams: ['billing'], language: 'pt-BR' },
  { key: 'duarte', name: 'Duarte Nogueira', role: 'sales', teams: ['billing'], language: 'pt-BR' },
  { key: 'pilar', name: 'Pilar Echeverría', role: 'analyst', teams: ['support'], language: 'en' },
] as const satisfies readonly {
  key: string;
  name: string;
  role: string;
  teams: readonly TeamKey[];
  language: string;
}[];

/** How the teams give out what comes in. The field helps itself: dispatch plans its work. */
export const ASSIGNMENT: Partial<
  Record<TeamKey, { strategy: string; acceptSeconds: number | null; relaxSeconds: number }>
> = {
  support: { strategy: 'least_busy', acceptSeconds: null, relaxSeconds: 120 },
  security: { strategy: 'longest_idle', acceptSeconds: 30, relaxSeconds: 15 },
  billing: { strategy: 'round_robin', acceptSeconds: null, relaxSeconds: 600 },
};

/** What people know, and the most that is given to them; the rest take 100 %. */
export const ABILITIES: Partial<Record<PersonKey, { most?: number; skills: Record<string, number> }>> = {
  helena: { most: 30, skills: { redes: 3, contratos: 2 } },
  otavio: { most: 50, skills: { redes: 4, faturas: 3, contratos: 4 } },
  yuri: { most: 50, skills: { alarmes: 5, câmeras: 4 } },
  livia: { skills: { redes: 4, impressoras: 3 } },
  caua: { skills: { impressoras: 4, redes: 2 } },
  grace: { skills: { redes: 3, automação: 2 } },
  nivaldo: { skills: { alarmes: 4, câmeras: 3 } },
  sabrina: { skills: { alarmes: 3, câmeras: 5 } },
  wesley: { skills: { alarmes: 2 } },
  mirela: { skills: { faturas: 4, contratos: 3 } },
};

/** Whom the demo signs in: `npm run demo` prints it. Everybody of the firm has the same password. */
export const DEMO_SIGN_IN = { email: `helena@${FIRM.domain}`, password: 'jacaranda-demo' };

export type LineKey =
  'support' | 'security' | 'billing' | 'site' | 'phone' | 'whatsapp' | 'sms' | 'messenger' | 'instagram' | 'telegram';

type Kind = 'email' | 'chat' | 'voice' | 'whatsapp' | 'sms' | 'messenger' | 'instagram' | 'telegram';

export const LINES: Record<
  LineKey,
  { channel: Kind; name: string; address?: string; team: TeamKey; settings: object }
> = {
  support: {
    channel: 'email',
    name: 'Suporte',
    address: `suporte@${FIRM.domain}`,
    team: 'support',
    settings: {
      fromName: FIRM.name,
      language: 'pt-BR',
      signature: 'Jacarandá Locações\nSuporte · seg a sex, 8h às 18h',
    },
  },
  security: {
    channel: 'email',
    name: 'Mesa de segurança 24/7',
    address: `seguranca@${FIRM.domain}`,
    team: 'security',
    settings: { fromName: 'Mesa de segurança Jacarandá', language: 'pt-BR', signature: 'Mesa de segurança, 24 horas' },
  },
  billing: {
    channel: 'email',
    name: 'Financeiro',
    address: `financeiro@${FIRM.domain}`,
    team: 'billing',
    settings: { fromName: FIRM.name, language: 'pt-BR', signature: 'Jacarandá Locações\nFinanceiro e contratos' },
  },
  site: {
    channel: 'chat',
    name: 'Chat do site',
    team: 'support',
    settings: {
      team: 'Suporte Jacarandá',
      greeting: 'Olá! Conte o que aconteceu: respondemos em poucos minutos. English is fine too.',
      color: '#0f6e6e',
    },
  },
  phone: {
    channel: 'voice',
    name: 'Telefone',
    address: '+551940000142',
    team: 'support',
    settings: { account: 'simulated', language: 'pt', recording: 'notice', recordingByCountry: ['+49=opt-in'] },
  },
  whatsapp: {
    channel: 'whatsapp',
    name: 'WhatsApp',
    address: '+551940000143',
    team: 'support',
    settings: { provider: 'twilio', account: 'simulated' },
  },
  sms: {
    channel: 'sms',
    name: 'SMS',
    address: '+551940000144',
    team: 'support',
    settings: { account: 'simulated', pricePerSegment: 0.12, currency: 'BRL' },
  },
  messenger: {
    channel: 'messenger',
    name: 'Página no Facebook',
    team: 'support',
    settings: { simulated: true, pageId: '5500010', humanAgent: true },
  },
  instagram: {
    channel: 'instagram',
    name: '@jacaranda.locacoes',
    team: 'support',
    settings: { simulated: true, pageId: '5500020', humanAgent: true },
  },
  telegram: {
    channel: 'telegram',
    name: 'Telegram',
    team: 'support',
    settings: { simulated: true, channel: '@jacaranda_locacoes' },
  },
};

/** Beside the defaults of each category. */
export const STATUSES = [
  { key: 'analysis', name: 'Em análise', category: 'open', customerLabel: 'Em andamento', position: 8 },
  {
    key: 'part',
    name: 'Aguardando peça',
    category: 'waiting_third_party',
    customerLabel: 'Aguardando peça',
    position: 9,
  },
  {
    key: 'carrier',
    name: 'Aguardando operadora',
    category: 'waiting_third_party',
    customerLabel: 'Com a operadora',
    position: 10,
  },
] as const;

export const FIELDS = [
  { target: 'ticket', key: 'equipment', label: 'Equipamento', type: 'text', options: [] },
  { target: 'ticket', key: 'site', label: 'Unidade', type: 'text', options: [] },
  { target: 'contact', key: 'shift', label: 'Turno', type: 'select', options: ['manhã', 'tarde', 'noite'] },
  { target: 'company', key: 'contract', label: 'Contrato', type: 'text', options: [] },
  { target: 'company', key: 'package', label: 'Pacote', type: 'select', options: ['Bronze', 'Prata', 'Ouro 24/7'] },
  { target: 'company', key: 'since', label: 'Cliente desde', type: 'date', options: [] },
] as const;

export const CANNED_REPLIES: readonly { shortcut: string; title: string; text: string; team?: TeamKey }[] = [
  {
    shortcut: 'ola',
    title: 'Saudação',
    text: 'Olá, obrigado por escrever. Já estou olhando isso e volto em alguns minutos.',
  },
  {
    shortcut: 'reiniciar',
    title: 'Reiniciar o roteador',
    text: 'Por favor, tire o roteador da tomada por 30 segundos, ligue de novo e me diga quais luzes acendem depois de 2 minutos.',
  },
  {
    shortcut: 'foto',
    title: 'Pedir foto da etiqueta',
    text: 'Pode me mandar uma foto da etiqueta do equipamento (código RB, GW ou CAM)? Assim localizo o contrato na hora.',
  },
  {
    shortcut: 'visita',
    title: 'Visita agendada',
    text: 'Agendei a visita técnica. Você recebe a confirmação com o horário, e o técnico avisa quando estiver a caminho.',
  },
  {
    shortcut: 'boleto',
    title: 'Segunda via',
    text: 'Segue a segunda via com o novo vencimento. O valor é o mesmo, sem juros.',
    team: 'billing',
  },
  {
    shortcut: 'disparo',
    title: 'Disparo verificado',
    text: 'Verificamos as imagens e não há ninguém no local. O alarme foi rearmado e seguimos observando pela próxima hora.',
    team: 'security',
  },
  {
    shortcut: 'ronda',
    title: 'Ronda acionada',
    text: 'Acionamos a ronda. Previsão de chegada: 15 minutos. Por favor, não entre no local até o nosso retorno.',
    team: 'security',
  },
  {
    shortcut: 'hello',
    title: 'Greeting in English',
    text: 'Hello, thank you for writing. I am looking into it and will be back within minutes.',
  },
  {
    shortcut: 'restart',
    title: 'Restart the router',
    text: 'Please unplug the router for 30 seconds, plug it in again and tell me which lights are on after two minutes.',
  },
  {
    shortcut: 'encerrar',
    title: 'Encerrar',
    text: 'Fico feliz que tenha dado certo. Se voltar a acontecer, é só responder a esta mensagem: ela reabre o mesmo atendimento.',
  },
];

export const VIEWS: readonly {
  name: string;
  icon: string;
  team?: TeamKey;
  filter: Record<string, unknown>;
  sort: string;
}[] = [
  {
    name: 'Mesa de segurança 24/7',
    icon: 'shield',
    team: 'security',
    filter: { status: ['unsolved'] },
    sort: 'priority',
  },
  { name: 'Urgentes', icon: 'alert', filter: { status: ['unsolved'], priority: ['urgent', 'high'] }, sort: 'priority' },
  { name: 'Visitas marcadas', icon: 'truck', filter: { status: ['visit_scheduled'] }, sort: 'updated' },
  { name: 'Financeiro', icon: 'receipt', team: 'billing', filter: { status: ['unsolved'] }, sort: 'updated' },
  { name: 'Chat', icon: 'message', filter: { status: ['unsolved'], channel: 'chat' }, sort: 'updated' },
];

export const MACROS: readonly { name: string; actions: { type: string; value: unknown }[] }[] = [
  {
    name: 'Assumir e responder',
    actions: [
      { type: 'assignee', value: 'me' },
      { type: 'reply', value: 'Olá, estou cuidando do seu pedido e volto em instantes.' },
    ],
  },
  {
    name: 'Disparo falso',
    actions: [
      { type: 'tag', value: 'disparo-falso' },
      { type: 'reply', value: 'Verificamos as imagens: disparo falso, ninguém no local. Alarme rearmado.' },
      { type: 'status', value: 'solved' },
    ],
  },
  {
    name: 'Precisa de visita',
    actions: [
      { type: 'mode', value: 'visit' },
      { type: 'tag', value: 'visita' },
      { type: 'note', value: 'Para o campo: confirmar horário e quem recebe.' },
    ],
  },
  {
    name: 'Esperar até amanhã',
    actions: [
      { type: 'status', value: 'waiting_customer' },
      { type: 'snooze', value: 24 * 60 },
    ],
  },
];

/** What the firm calls the stages of a ticket, and what its customers read. */
export const STATUS_NAMES: Record<string, { name: string; customerLabel: string }> = {
  new: { name: 'Novo', customerLabel: 'Recebido' },
  open: { name: 'Em atendimento', customerLabel: 'Em atendimento' },
  waiting_customer: { name: 'Aguardando cliente', customerLabel: 'Aguardando você' },
  waiting_third_party: { name: 'Aguardando fornecedor', customerLabel: 'Em atendimento' },
  visit_scheduled: { name: 'Visita marcada', customerLabel: 'Visita marcada' },
  solved: { name: 'Resolvido', customerLabel: 'Resolvido' },
  closed: { name: 'Encerrado', customerLabel: 'Encerrado' },
};
