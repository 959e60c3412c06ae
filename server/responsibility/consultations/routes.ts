/** Reading what is consulted on a case, and every act of it. */
import {
  answerLineSchema,
  callConsultationSchema,
  cancelConsultationSchema,
  concludeSchema,
  confirmMinutesSchema,
  discardLineSchema,
  draftLineSchema,
  enforceLineSchema,
  holdConsultationSchema,
  inviteSchema,
  meetDecisionSchema,
  opinionSchema,
  signMinutesSchema,
} from '../../contract/consultation-requests.ts';
import { read, type AppRoute } from '../../access/declare.ts';
import { caseCommand, type CaseCommandParts } from '../../cases/act.ts';
import type { RuleParts } from '../../clocks/starting.ts';
import { callConsultation, inviteUnits } from './call.ts';
import { cancelConsultation, giveOpinion, holdConsultation } from './course.ts';
import { answerLine, discardLine, draftLine, enforceLine } from './lines.ts';
import { answerMinutes, concludeConsultation, meetDecision, signMinutes } from './minutes.ts';
import { readConsulting } from './read.ts';

type Parts = CaseCommandParts & RuleParts;

export function consultationRoutes(parts: Parts): AppRoute[] {
  return [
    read({
      method: 'GET',
      path: '/api/cases/:id/consultations',
      access: 'case.read',
      handle: ({ caller, params: { id = '' } }) => readConsulting(parts.db, parts, caller, id, parts.now()),
    }),
    ...consultationCommands(parts),
    ...lineCommands(parts),
  ];
}

/** Who may act within one is read from the consultation itself; every reader of a case may at least ask. */
function consultationCommands(parts: Parts): AppRoute[] {
  const access = 'case.read' as const;
  const calls = 'consultation.call' as const;
  return [
    caseCommand(parts, {
      name: 'consultation',
      access: calls,
      body: callConsultationSchema,
      work: callConsultation(parts),
    }),
    caseCommand(parts, {
      name: 'consultation-invite',
      access: calls,
      body: inviteSchema,
      work: inviteUnits(parts),
    }),
    caseCommand(parts, { name: 'consultation-opinion', access, body: opinionSchema, work: giveOpinion }),
    caseCommand(parts, {
      name: 'consultation-hold',
      access: calls,
      body: holdConsultationSchema,
      work: holdConsultation,
    }),
    caseCommand(parts, {
      name: 'consultation-minutes',
      access: calls,
      body: signMinutesSchema,
      work: signMinutes(parts),
    }),
    caseCommand(parts, {
      name: 'consultation-confirm',
      access: 'consultation.join',
      body: confirmMinutesSchema,
      work: answerMinutes,
    }),
    caseCommand(parts, {
      name: 'consultation-conclude',
      access: calls,
      body: concludeSchema,
      work: concludeConsultation,
    }),
    caseCommand(parts, {
      name: 'consultation-cancel',
      access: calls,
      body: cancelConsultationSchema,
      work: cancelConsultation(parts),
    }),
    caseCommand(parts, { name: 'decision-meet', access, body: meetDecisionSchema, work: meetDecision }),
  ];
}

function lineCommands(parts: Parts): AppRoute[] {
  const calls = 'consultation.call' as const;
  return [
    caseCommand(parts, { name: 'line', access: calls, body: draftLineSchema, work: draftLine(parts) }),
    caseCommand(parts, {
      name: 'line-answer',
      access: 'consultation.join',
      body: answerLineSchema,
      work: answerLine(parts),
    }),
    caseCommand(parts, {
      name: 'line-enforce',
      access: 'line.decide',
      body: enforceLineSchema,
      work: enforceLine(parts),
    }),
    caseCommand(parts, { name: 'line-discard', access: calls, body: discardLineSchema, work: discardLine(parts) }),
  ];
}
