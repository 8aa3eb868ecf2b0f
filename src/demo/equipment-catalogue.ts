import type { Family } from '../equipment/equipment.rules.js';

export interface ModelSeed {
  maker: string;
  name: string;
  kind: string;
  family: Family;
  /** Begins the number on its label. */
  prefix: string;
  part?: boolean;
  /** No longer bought. */
  gone?: boolean;
  about?: string;
  substitutes?: ModelKey[];
  /** Name and the versions that are around. */
  software?: Record<string, string[]>;
}

export type ModelKey =
  | 'router'
  | 'oldRouter'
  | 'lteBackup'
  | 'accessPoint'
  | 'switch'
  | 'notebook'
  | 'printer'
  | 'server'
  | 'disk'
  | 'gateway'
  | 'modem'
  | 'sensor'
  | 'camera'
  | 'hub';

/** Invented makers, or as good as: nobody's product is praised or blamed here. */
export const CATALOGUE: Record<ModelKey, ModelSeed> = {
  router: {
    maker: 'Ventura',
    name: 'RX-520 LTE',
    kind: 'router',
    family: 'it',
    prefix: 'RB',
    about: 'Duas operadoras, troca sozinho quando uma cai.',
    substitutes: ['lteBackup'],
    software: { 'RX firmware': ['5.2.1', '5.2.1', '5.1.9', '4.8.0'] },
  },
  oldRouter: {
    maker: 'Ventura',
    name: 'RX-310',
    kind: 'router',
    family: 'it',
    prefix: 'RB',
    gone: true,
    substitutes: ['router'],
    software: { 'RX firmware': ['3.9.4', '3.8.2'] },
  },
  lteBackup: {
    maker: 'Ventura',
    name: 'RX-100 Backup',
    kind: 'router',
    family: 'it',
    prefix: 'RB',
    substitutes: ['router'],
    software: { 'RX firmware': ['5.2.1'] },
  },
  accessPoint: {
    maker: 'Northway',
    name: 'Air 6',
    kind: 'access point',
    family: 'it',
    prefix: 'AP',
    software: { AirOS: ['2.14', '2.12'] },
  },
  switch: { maker: 'Northway', name: 'S24 PoE', kind: 'switch', family: 'it', prefix: 'SW' },
  notebook: {
    maker: 'Kobalt',
    name: 'Book 14 G3',
    kind: 'notebook',
    family: 'it',
    prefix: 'NB',
    software: { Ubuntu: ['24.04', '22.04'], 'Jacarandá Agent': ['1.7.0', '1.6.2'] },
  },
  printer: { maker: 'Lumina', name: 'MFP 430', kind: 'printer', family: 'it', prefix: 'IMP' },
  server: {
    maker: 'Kobalt',
    name: 'Edge S2',
    kind: 'server',
    family: 'it',
    prefix: 'SRV',
    software: { Debian: ['13.2', '12.9'], PostgreSQL: ['18.1', '16.6'] },
  },
  disk: { maker: 'Kobalt', name: 'NVMe 2 TB', kind: 'disk', family: 'it', prefix: 'PC', part: true },
  gateway: {
    maker: 'Tessel',
    name: 'GW-200',
    kind: 'gateway',
    family: 'iot',
    prefix: 'GW',
    software: { TesselOS: ['7.3', '7.3', '7.1'] },
  },
  modem: { maker: 'Tessel', name: 'LTE-M card', kind: 'modem', family: 'iot', prefix: 'PC', part: true },
  sensor: {
    maker: 'Tessel',
    name: 'Cold-2',
    kind: 'sensor',
    family: 'iot',
    prefix: 'SEN',
    about: 'Temperatura e porta, de −40 a 60 °C.',
    software: { 'Cold firmware': ['1.4', '1.3'] },
  },
  camera: {
    maker: 'Argus',
    name: 'Dome 4K',
    kind: 'camera',
    family: 'iot',
    prefix: 'CAM',
    software: { 'Argus firmware': ['2.8.45', '2.8.45', '2.7.11'] },
  },
  hub: {
    maker: 'Tessel',
    name: 'Home Hub',
    kind: 'hub',
    family: 'iot',
    prefix: 'HUB',
    software: { TesselOS: ['7.3'] },
  },
};

/** What stands at customers of a segment. */
export const FITS: Record<string, ModelKey[]> = {
  'iot-automation': ['camera', 'camera', 'gateway', 'router', 'switch'],
  'iot-analytics': ['sensor', 'sensor', 'gateway', 'router'],
  'it-rental-long': ['notebook', 'printer', 'accessPoint', 'router', 'server'],
  'it-rental-short': ['notebook', 'notebook', 'accessPoint', 'printer'],
  'home-automation': ['hub', 'camera', 'accessPoint'],
};

export const LOCATIONS = [
  { name: 'Depósito Vila Leopoldina', kind: 'stock', address: 'Rua Schilling, 410, Vila Leopoldina, São Paulo - SP' },
  { name: 'Estoque Santo André', kind: 'stock', address: 'Av. Industrial, 1780, Santo André - SP' },
  { name: 'Assistência Andorinha', kind: 'supplier', address: 'Rua Santa Ifigênia, 233, São Paulo - SP' },
] as const;

/** From whom the firm buys what a maker makes. */
export const SUPPLIERS: Record<string, string> = {
  Ventura: 'Distribuidora Andorinha',
  Northway: 'Distribuidora Andorinha',
  Kobalt: 'Importadora Cais do Porto',
  Lumina: 'Importadora Cais do Porto',
  Argus: 'Importadora Cais do Porto',
  Tessel: 'Tessel do Brasil',
};
