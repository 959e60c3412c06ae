/** What a change does when it comes to hold, as all its consequences are given it. */
import type { Viewer } from '../../access/viewer.ts';
import type { RuleParts } from '../../clocks/starting.ts';
import type { Organisation } from '../../organisation/model.ts';
import type { Tx } from '../../platform/database.ts';

/** A change that comes to hold: what the parts are from then on, by whose decision. */
export interface Taking {
  tx: Tx;
  /** The organisation before the change. */
  before: Organisation;
  /** The organisation and rules after the change. */
  parts: RuleParts;
  changeSetId: string;
  decidedBy: string;
  /** Dissolved units and who succeeds them. */
  successors: ReadonlyMap<string, string | null>;
  /** Units that stay, and may bear another name. */
  renamed: readonly string[];
  now: Date;
}

/** Whoever approved the change stands as the one who assigned; the act itself is the program's. */
export const deciding = (accountId: string): Viewer => ({
  accountId,
  name: '',
  displayName: '',
  roles: [],
  unit: null,
  approvalSteps: [],
  grantUnits: [],
  denyUnits: [],
});
