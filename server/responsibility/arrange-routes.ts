/** The commands that grade a case, merge it into another or split it. */
import {
  gradeIncidentSchema,
  gradeOpinionSchema,
  mergeCaseSchema,
  splitCaseSchema,
} from '../contract/case-requests.ts';
import type { AppRoute } from '../access/declare.ts';
import { caseCommand, type Act, type CaseCommandParts, type Work } from '../cases/act.ts';
import type { ConfirmParts } from './confirm.ts';
import { gradeIncident } from './incident-grade.ts';
import { mergeCase } from './merge.ts';
import { gradeOpinion } from './opinion-grade.ts';
import { splitCase, splitOff } from './split.ts';

export interface ArrangeParts extends CaseCommandParts, ConfirmParts {
  /** What a later part does once a case has another grade (compose joins them): its approval chain may be another. */
  regraded(act: Act<unknown>, caseId: string): Promise<void>;
}

export function arrangeCommands(parts: ArrangeParts): AppRoute[] {
  const followed =
    <Input>(work: Work<Input>, graded: (act: Act<Input>) => string): Work<Input> =>
    async (act) => {
      const events = await work(act);
      await parts.regraded(act, graded(act));
      return events;
    };
  return [
    caseCommand(parts, {
      name: 'incident-grade',
      access: 'incident.confirm',
      body: gradeIncidentSchema,
      work: followed(gradeIncident(parts), ({ found }) => found.id),
    }),
    caseCommand(parts, {
      name: 'opinion-grade',
      access: 'case.arrange',
      body: gradeOpinionSchema,
      work: followed(gradeOpinion(parts), ({ found }) => found.id),
    }),
    caseCommand(parts, {
      name: 'merge',
      access: 'case.arrange',
      body: mergeCaseSchema,
      work: followed(mergeCase(parts), ({ input }) => input.into),
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
