/** A case worked on over HTTP by whoever it is for, each signed in once. */
import type { Answer, Client } from './client.ts';
import { openWaterCase } from './matters.ts';
import type { AccountName, ServedTrial } from './served-house.ts';

export interface CaseDesk {
  /** Sends a command of a case as that account. */
  act(name: AccountName, caseId: string, command: string, body: unknown): Promise<Answer>;
  /** Asks for the case's page as that account. */
  read(name: AccountName, caseId: string): Promise<Answer>;
  /** Opens a water case dispatched to a unit; its id and the lead's assignment. */
  opened(lead: string): Promise<{ caseId: string; assignmentId: string }>;
}

export function caseDesk(house: ServedTrial): CaseDesk {
  const clients = new Map<AccountName, Promise<Client>>();
  const clientOf = (name: AccountName): Promise<Client> => {
    const known = clients.get(name) ?? house.client(name);
    clients.set(name, known);
    return known;
  };
  return {
    async act(name, caseId, command, body) {
      return (await clientOf(name)).send('POST', `/api/cases/${caseId}/${command}`, { body });
    },
    async read(name, caseId) {
      return (await clientOf(name)).send('GET', `/api/cases/${caseId}`);
    },
    async opened(lead) {
      const { caseId } = await openWaterCase(house, { lead });
      const { id } = await house.parts.db
        .selectFrom('assignment')
        .select('id')
        .where('case_id', '=', caseId)
        .where('role', '=', 'lead')
        .executeTakeFirstOrThrow();
      return { caseId, assignmentId: id };
    },
  };
}
