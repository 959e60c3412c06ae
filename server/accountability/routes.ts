/** Urging, supervising, leads toward accountability and their rulings. They go on after a case is closed. */
import {
  answerUrgeSchema,
  liftSignalSchema,
  makeStatementSchema,
  proposeLeadSchema,
  raiseSignalSchema,
  rectifySchema,
  reviewLeadSchema,
  ruleLeadSchema,
  urgeSchema,
} from '../contract/case-requests.ts';
import type { Leads } from '../contract/accountability-views.ts';
import { read, type AppRoute } from '../access/declare.ts';
import { caseCommand, type CaseCommandParts } from '../cases/act.ts';
import type { RuleParts } from '../clocks/starting.ts';
import { readFairness, readFairnessCases } from './fairness/view.ts';
import { findImproper } from './improper.ts';
import { readLeads } from './leads/lead-view.ts';
import { proposeLead } from './leads/propose.ts';
import { rectify, reviewLead } from './leads/rectify.ts';
import { ruleLead } from './leads/ruling.ts';
import { makeStatement } from './leads/statement.ts';
import { liftSignal } from './lift.ts';
import { answerUrge, urge } from './urge.ts';

export function accountabilityRoutes(parts: CaseCommandParts & RuleParts): AppRoute[] {
  return [...signalRoutes(parts), ...leadRoutes(parts)];
}

function signalRoutes(parts: CaseCommandParts): AppRoute[] {
  const ended = true;
  return [
    caseCommand(parts, { name: 'signal', access: 'signal.urge', body: raiseSignalSchema, work: findImproper, ended }),
    caseCommand(parts, { name: 'signal-lift', access: 'signal.lift', body: liftSignalSchema, work: liftSignal, ended }),
    caseCommand(parts, { name: 'urge', access: 'signal.urge', body: urgeSchema, work: urge, ended }),
    caseCommand(parts, {
      name: 'urge-answer',
      access: 'statement.write',
      body: answerUrgeSchema,
      work: answerUrge,
      ended,
    }),
  ];
}

function leadRoutes(parts: CaseCommandParts & RuleParts): AppRoute[] {
  const { db, now, organisation } = parts;
  const ended = true;
  const propose = proposeLead(parts);
  const rule = ruleLead(parts);
  return [
    caseCommand(parts, { name: 'lead', access: 'lead.propose', body: proposeLeadSchema, work: propose, ended }),
    caseCommand(parts, {
      name: 'statement',
      access: 'statement.write',
      body: makeStatementSchema,
      work: makeStatement,
      ended,
    }),
    caseCommand(parts, { name: 'lead-ruling', access: 'lead.rule', body: ruleLeadSchema, work: rule, ended }),
    caseCommand(parts, {
      name: 'rectification',
      access: 'statement.write',
      body: rectifySchema,
      work: rectify,
      ended,
    }),
    caseCommand(parts, { name: 'lead-review', access: 'lead.rule', body: reviewLeadSchema, work: reviewLead, ended }),
    read({
      method: 'GET',
      path: '/api/leads',
      access: 'lead.read',
      handle: async ({ caller }): Promise<Leads> => ({ leads: await readLeads(db, organisation(), caller, now()) }),
    }),
    read({
      method: 'GET',
      path: '/api/fairness',
      access: 'lead.read',
      handle: ({ caller, query }) => readFairness(db, organisation(), caller, query.term, now()),
    }),
    read({
      method: 'GET',
      path: '/api/fairness/cases',
      access: 'lead.read',
      handle: ({ caller, query }) => readFairnessCases(db, caller, query, now()),
    }),
  ];
}
