import type { Given } from './facts.ts';

/** What must come out; what is left out is empty or false, a coordinator left out is not looked at. */
export interface Expected {
  lead: string | null;
  supporting?: string[];
  coordinator?: string | null;
  path?: string[];
  transfer?: boolean;
  needsHuman?: boolean;
  rule?: string;
}
export type Case = [name: string, given: Given, expected: Expected];

export const office = (code: string): string => `${code}:government_office`;
