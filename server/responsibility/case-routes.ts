/** The commands between an office that dispatches and the units that answer. */
import {
  acceptCaseSchema,
  askExtensionSchema,
  passOnSchema,
  reassignCaseSchema,
  recordEntrySchema,
  recuseSchema,
  returnCaseSchema,
  ruleExtensionSchema,
  ruleReturnSchema,
} from '../contract/case-requests.ts';
import { dispatchCaseSchema } from '../contract/requests.ts';
import type { AppRoute } from '../access/declare.ts';
import { caseCommand, type CaseCommandParts } from '../cases/act.ts';
import type { RuleParts } from '../clocks/starting.ts';
import { acceptCase } from './accept.ts';
import { dispatchCase } from './dispatch.ts';
import { recordEntry } from './entries.ts';
import { askExtension, ruleExtension } from './extension.ts';
import { passOn } from './hops/pass-on.ts';
import { reassignCase } from './reassign.ts';
import { recuse } from './recuse.ts';
import { ruleReturn } from './return-ruling.ts';
import { returnCase } from './return.ts';

export function responsibilityCommands(parts: CaseCommandParts & RuleParts): AppRoute[] {
  return [
    caseCommand(parts, {
      name: 'dispatch',
      access: 'case.dispatch',
      body: dispatchCaseSchema,
      work: dispatchCase(parts),
    }),
    caseCommand(parts, { name: 'accept', access: 'case.handle', body: acceptCaseSchema, work: acceptCase(parts) }),
    caseCommand(parts, { name: 'pass-on', access: 'case.handle', body: passOnSchema, work: passOn(parts) }),
    caseCommand(parts, { name: 'return', access: 'case.handle', body: returnCaseSchema, work: returnCase(parts) }),
    caseCommand(parts, {
      name: 'return-ruling',
      access: 'case.assign',
      body: ruleReturnSchema,
      work: ruleReturn(parts),
    }),
    caseCommand(parts, {
      name: 'reassign',
      access: 'case.assign',
      body: reassignCaseSchema,
      work: reassignCase(parts),
    }),
    caseCommand(parts, { name: 'recuse', access: 'case.assign', body: recuseSchema, work: recuse(parts) }),
    caseCommand(parts, { name: 'entries', access: 'case.handle', body: recordEntrySchema, work: recordEntry(parts) }),
    caseCommand(parts, {
      name: 'extension',
      access: 'case.handle',
      body: askExtensionSchema,
      work: askExtension(parts),
    }),
    caseCommand(parts, {
      name: 'extension-ruling',
      access: 'case.assign',
      body: ruleExtensionSchema,
      work: ruleExtension,
    }),
  ];
}
