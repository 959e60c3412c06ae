/** The commands that grade a case, merge it into another or split it. */
import {
  gradeIncidentSchema,
  gradeOpinionSchema,
  mergeCaseSchema,
  splitCaseSchema,
} from '../contract/case-requests.ts';
import type { AppRoute } from '../access/declare.ts';
import { caseCommand, type CaseCommandParts } from '../cases/act.ts';
import type { ConfirmParts } from './confirm.ts';
import { gradeIncident } from './incident-grade.ts';
import { mergeCase } from './merge.ts';
import { gradeOpinion } from './opinion-grade.ts';
import { splitCase, splitOff } from './split.ts';

export function arrangeCommands(parts: CaseCommandParts & ConfirmParts): AppRoute[] {
  return [
    caseCommand(parts, {
      name: 'incident-grade',
      access: 'incident.confirm',
      body: gradeIncidentSchema,
      work: gradeIncident(parts),
    }),
    caseCommand(parts, {
      name: 'opinion-grade',
      access: 'case.arrange',
      body: gradeOpinionSchema,
      work: gradeOpinion,
    }),
    caseCommand(parts, {
      name: 'merge',
      access: 'case.arrange',
      body: mergeCaseSchema,
      work: mergeCase(parts),
      beside: ({ into }) => into,
    }),
    caseCommand(parts, {
      name: 'split',
      access: 'case.arrange',
      body: splitCaseSchema,
      work: splitCase(parts),
      answer: splitOff,
    }),
  ];
}
