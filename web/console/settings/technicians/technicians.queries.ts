import { useQuery } from '@tanstack/react-query';
import { technicians } from '../../../api/technicians.api';

/** One root: what is changed here changes what the board shows of it, too. */
export const TECHNICIANS = ['technicians'] as const;
export const SKILLS = ['technicians', 'skills'] as const;
export const TERRITORIES = ['technicians', 'territories'] as const;
export const KINDS = ['technicians', 'kinds'] as const;

export const useTechnicians = () => useQuery({ queryKey: [...TECHNICIANS, 'list'], queryFn: technicians.list });
export const useSkills = () => useQuery({ queryKey: SKILLS, queryFn: technicians.skills });
export const useTerritories = () => useQuery({ queryKey: TERRITORIES, queryFn: technicians.territories });
export const useKinds = () => useQuery({ queryKey: KINDS, queryFn: technicians.kinds });
