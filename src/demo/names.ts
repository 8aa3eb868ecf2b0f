/** Who the customers are called. All invented. */
export const FIRST_NAMES =
  `Adriana Aline Amanda Beatriz Bianca Bruna Camila Carla Cecília Clara Cláudia Cristina Daniela Débora Elaine Elisa Fabiana
   Fernanda Flávia Gabriela Giovana Heloísa Iara Ingrid Isabela Jaqueline Joana Juliana Larissa Letícia Lorena Luana Luciana
   Marcela Mariana Marta Mônica Natália Olívia Patrícia Priscila Rafaela Raquel Renata Rosana Sílvia Simone Tatiana Valéria
   Vanessa Vera Alexandre André Antônio Artur Augusto Bernardo Breno Bruno Caio Carlos César Cristiano Davi Diego Edson
   Eduardo Emerson Fábio Felipe Fernando Flávio Gilberto Guilherme Gustavo Heitor Henrique Hugo Igor Ivan João Jonas Jorge
   José Júlio Leandro Leonardo Lucas Luís Marcelo Márcio Marcos Mateus Maurício Miguel Murilo Nelson Paulo Pedro Rafael
   Renan Ricardo Roberto Rodrigo Rogério Samuel Sérgio Thiago Vinícius Vítor Wagner William`.split(/\s+/);

export const SURNAMES =
  `Abreu Aguiar Almeida Amaral Andrade Araújo Assis Azevedo Barbosa Barros Batista Borges Braga Brito Camargo Campos
   Cardoso Carvalho Castro Cavalcanti Coelho Correia Costa Coutinho Cunha Dantas Dias Duarte Esteves Farias Ferraz Ferreira
   Figueiredo Fonseca Franco Freitas Galvão Garcia Gomes Gonçalves Guimarães Leal Leite Lima Lopes Macedo Machado Maia
   Marques Martins Medeiros Melo Mendes Menezes Miranda Monteiro Moraes Moreira Moura Nascimento Neves Nunes Oliveira
   Pacheco Paiva Peixoto Pereira Pinheiro Pinto Pires Prado Queiroz Ramos Rezende Ribeiro Rocha Rodrigues Sales Santana
   Santos Siqueira Soares Tavares Teixeira Toledo Vasconcelos Viana Vieira Xavier Yamamoto Nakamura Rossi Bianchi`.split(
    /\s+/,
  );

/** People of the foreign firms, who write in English. */
export const FOREIGN_NAMES = [
  'Tomas Brenner',
  'Aoife Gallagher',
  'Kenji Morita',
  'Priya Raman',
  'Lars Eklund',
  'Sofia Marchetti',
  'Daniel Whitlock',
  'Amara Nwosu',
  'Henrik Solberg',
  'Chloe Bennett',
  'Mateusz Zielinski',
  'Grace Liu',
  'Oliver Hartwell',
  'Nina Petrova',
  'Samuel Adeyemi',
  'Ingrid Vos',
  'Rachel Goldberg',
  'Farid Haddad',
  'Emma Lindqvist',
  'Jack Thornbury',
  'Yuki Tanabe',
  'Carmen Ortega',
  'Peter Novak',
  'Leila Karimi',
  'Hannah Schreiber',
  'Marcus Bell',
  'Eva Kowalczyk',
  'Rohan Mehta',
];

export interface CompanySeed {
  name: string;
  domain: string;
  /** What of ours they have, which decides what they write about. */
  has: 'retail' | 'office' | 'cold' | 'guard' | 'industry';
  foreign?: true;
}

const local = (has: CompanySeed['has'], list: string): CompanySeed[] =>
  list
    .trim()
    .split('\n')
    .map((line) => {
      const [name, domain] = line.split('=').map((part) => part.trim());
      return { name: name!, domain: `${domain!}.example`, has };
    });

export const COMPANIES: readonly CompanySeed[] = [
  ...local(
    'retail',
    `Mercado Flor de Lis = flordelis
     Supermercados Irmãos Tozzi = tozzi
     Drogaria Santa Efigênia = dsantaefigenia
     Farmácias Bem-te-vi = farmaciasbemtevi
     Padaria Estrela da Lapa = estreladalapa
     Lojas Cambuci = lojascambuci
     Livraria Pedra Branca = pedrabranca
     Auto Posto Anhanguera 23 = posto23
     Pet Center Tatuapé = pettatuape
     Calçados Marajoara = marajoara
     Empório Serra do Mar = emporioserra
     Ótica Visconde = oticavisconde
     Casa de Carnes Boiadeiro = boiadeiro`,
  ),
  ...local(
    'office',
    `Contabilidade Prado & Leal = pradoleal
     Instituto Araucária = institutoaraucaria
     Colégio Aurora Paulista = auroracolegio
     Escola Técnica Mauá Norte = etmn
     Advocacia Furtado Neri = furtadoneri
     Agência Maritaca = maritaca
     Cooperativa Crediterra = crediterra
     Seguradora Baía Azul = baiaazul
     Imobiliária Jardim Europa Sul = jeurosul
     Editora Quatro Ventos = quatroventos
     Clínica Vila Mariana Saúde = vmsaude
     Laboratório Análises Butantã = labbutanta
     Hospital Santa Genoveva = santagenoveva
     Centro Odontológico Moema = odontomoema
     Rádio Vale do Tietê = radiotiete`,
  ),
  ...local(
    'cold',
    `Frigorífico Campo Limpo = fricampolimpo
     Laticínios Mantiqueira = latmantiqueira
     Sorvetes Gelatto Paulista = gelattopta
     Distribuidora Polar = distpolar
     Banco de Sangue Central = bsangue
     Vacinas & Cia = vacinasecia
     Pescados Litoral = pescadoslitoral`,
  ),
  ...local(
    'guard',
    `Condomínio Parque das Acácias = acacias
     Condomínio Edifício Itamambuca = itamambuca
     Residencial Alto da Serra = altodaserra
     Condomínio Villa Lombarda = villalombarda
     Shopping Estação Leste = estacaoleste
     Transportadora Bandeirante Rápido = bandrapido
     Galpões Logísticos Cajamar = glcajamar
     Joalheria Ágata Real = agatareal
     Estacionamentos Praça Um = pracaum
     Museu do Imigrante Paulista = museuimigrante
     Hotel Alameda Santos = hotelalameda
     Teatro Municipal de Vila Rica = teatrovilarica`,
  ),
  ...local(
    'industry',
    `Metalúrgica Ferraz Torres = ferraztorres
     Plásticos Diadema = plasticosdiadema
     Têxtil Brás Novo = brasnovo
     Gráfica Alvorada = grafalvorada
     Usina Solar Paranapanema = solarparana
     Construtora Monte Claro = monteclaro
     Cerâmica Porto Feliz = ceramicapf`,
  ),
  { name: 'Halvorsen Logistics Brasil', domain: 'halvorsen-logistics.example', has: 'industry', foreign: true },
  { name: 'Kestrel Analytics', domain: 'kestrel-analytics.example', has: 'office', foreign: true },
  { name: 'Nordlicht Maschinen do Brasil', domain: 'nordlicht.example', has: 'industry', foreign: true },
  { name: 'Blue Heron Hotels', domain: 'blueheron.example', has: 'guard', foreign: true },
  { name: 'Sakura Componentes', domain: 'sakura-componentes.example', has: 'industry', foreign: true },
  { name: 'Atlas Cold Storage', domain: 'atlas-cold.example', has: 'cold', foreign: true },
];

export const STREETS = [
  'Rua Augusta',
  'Rua dos Pinheiros',
  'Av. Ipiranga',
  'Rua Vergueiro',
  'Av. Santo Amaro',
  'Rua da Mooca',
  'Av. Celso Garcia',
  'Rua Clélia',
  'Av. Jabaquara',
  'Rua Voluntários da Pátria',
  'Av. Guarulhos',
  'Rua Boa Vista',
  'Av. Interlagos',
  'Rua Teodoro Sampaio',
  'Av. dos Autonomistas',
  'Rua Marechal Deodoro',
  'Av. Industrial',
  'Rua Barão de Jundiaí',
];

export const PLACES: readonly { city: string; lat: number; lng: number; sites: readonly string[] }[] = [
  {
    city: 'São Paulo',
    lat: -23.5505,
    lng: -46.6333,
    sites: ['Matriz', 'Filial Centro', 'Loja Pinheiros', 'Unidade Mooca', 'Loja Santana', 'Unidade Lapa'],
  },
  { city: 'Guarulhos', lat: -23.4538, lng: -46.5333, sites: ['Filial Guarulhos', 'Loja Guarulhos'] },
  { city: 'Osasco', lat: -23.5329, lng: -46.7917, sites: ['Filial Osasco', 'Loja Osasco'] },
  { city: 'Santo André', lat: -23.6639, lng: -46.5383, sites: ['Unidade ABC', 'Filial Santo André'] },
  { city: 'Campinas', lat: -22.9056, lng: -47.0608, sites: ['Filial Campinas', 'Unidade Campinas'] },
  { city: 'Jundiaí', lat: -23.1857, lng: -46.8978, sites: ['Central Jundiaí', 'Unidade Jundiaí'] },
  {
    city: 'São Bernardo do Campo',
    lat: -23.6914,
    lng: -46.5646,
    sites: ['Fábrica São Bernardo', 'Filial São Bernardo'],
  },
];

export const TITLES = [
  'Gerente de loja',
  'Coordenadora de TI',
  'Analista de infraestrutura',
  'Síndico',
  'Zeladoria',
  'Gerente administrativo',
  'Supervisora de operações',
  'Assistente financeiro',
  'Encarregado de manutenção',
  'Compras',
  'Recepção',
  'Diretora',
  'Chefe de segurança',
  'Coordenador de logística',
  'Farmacêutica responsável',
];
export const FOREIGN_TITLES = [
  'IT manager',
  'Office manager',
  'Site lead',
  'Facilities',
  'Operations manager',
  'Plant engineer',
  'Finance',
];
