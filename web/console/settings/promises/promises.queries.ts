import { useQuery } from '@tanstack/react-query';
import { promises } from '../../../api/promises.api';

export const POLICIES = ['policies'] as const;
export const ROTAS = ['rotas'] as const;

export const usePolicies = () => useQuery({ queryKey: POLICIES, queryFn: promises.policies });
export const useRotas = () => useQuery({ queryKey: ROTAS, queryFn: promises.rotas });
