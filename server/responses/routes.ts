/** Drafts, approvals, publications, commitments, dispositions, closing. */
import {
  approveSchema,
  closeCaseSchema,
  discardDraftSchema,
  handOverSchema,
  keepCommitmentSchema,
  publishSchema,
  reopenCaseSchema,
  saveDraftSchema,
  setDispositionsSchema,
  submitDraftSchema,
  withdrawSchema,
} from '../contract/case-requests.ts';
import type { AppRoute } from '../access/declare.ts';
import { caseCommand, type CaseCommandParts } from '../cases/act.ts';
import type { RuleParts } from '../clocks/starting.ts';
import { approve } from './approve.ts';
import { closeCase } from './close.ts';
import { keepCommitment } from './commitments.ts';
import { discardDraft } from './discard.ts';
import { handOver, setDispositions } from './dispositions.ts';
import { saveDraft } from './drafts.ts';
import { publish } from './publish.ts';
import { reopenCase } from './reopen.ts';
import { submitDraft } from './submit.ts';
import { withdraw } from './withdraw.ts';

export function responseRoutes(parts: CaseCommandParts & RuleParts): AppRoute[] {
  return [
    caseCommand(parts, { name: 'draft', access: 'response.draft', body: saveDraftSchema, work: saveDraft(parts) }),
    caseCommand(parts, { name: 'submit', access: 'response.draft', body: submitDraftSchema, work: submitDraft(parts) }),
    caseCommand(parts, {
      name: 'discard',
      access: 'response.draft',
      body: discardDraftSchema,
      work: discardDraft(parts),
    }),
    caseCommand(parts, { name: 'approve', access: 'response.review', body: approveSchema, work: approve(parts) }),
    caseCommand(parts, { name: 'publish', access: 'response.publish', body: publishSchema, work: publish(parts) }),
    caseCommand(parts, { name: 'withdraw', access: 'response.publish', body: withdrawSchema, work: withdraw(parts) }),
    caseCommand(parts, {
      name: 'commitment',
      access: 'case.handle',
      body: keepCommitmentSchema,
      work: keepCommitment,
    }),
    // Office and lead alike: the work asks who it is.
    caseCommand(parts, {
      name: 'dispositions',
      access: 'case.read',
      body: setDispositionsSchema,
      work: setDispositions,
    }),
    caseCommand(parts, { name: 'hand-over', access: 'case.assign', body: handOverSchema, work: handOver }),
    caseCommand(parts, { name: 'close', access: 'case.close', body: closeCaseSchema, work: closeCase(parts) }),
    caseCommand(parts, {
      name: 'reopen',
      access: 'case.close',
      body: reopenCaseSchema,
      work: reopenCase(parts),
      ended: true,
    }),
  ];
}
