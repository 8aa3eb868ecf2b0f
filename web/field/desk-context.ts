import { createContext } from 'preact';
import type { FieldDesk } from './device/desk.js';

export const DeskContext = createContext<FieldDesk | null>(null);
