/** Rows of cases with all that hangs on them, for building their views: one query per table, however many cases. */
import {
  scopedApprovals,
  scopedAssignments,
  scopedCases,
  scopedClocks,
  scopedCommitments,
  scopedDispositions,
  scopedDrafts,
  scopedExtensions,
  scopedHoldings,
  scopedHops,
  scopedItems,
  scopedPublications,
  scopedReturns,
  scopedSignals,
  THE_PROGRAM,
} from '../../access/scope.ts';
import { ENDED_STATES, IN_WORK } from '../../contract/vocabulary-case.ts';
import type { AudienceRow } from '../../access/viewer.ts';
import type { Organisation } from '../../organisation/model.ts';
import type { Database, Tx } from '../../platform/database.ts';
import { chainPlan } from '../../responses/chain.ts';
import { closingFacts, dispositionFacts, isMet, lacking } from '../../responses/closing.ts';
import { approvalView } from '../approval-view.ts';
import type { CaseRows } from '../case-view.ts';
import { exceeded } from '../signal-view.ts';
import { audiencesOf } from '../store.ts';
import { unitNames } from '../../organisation/unit-names.ts';
import { byCase } from './by-case.ts';

type Db = Tx | Database;

/** Reads cases, in order of their ids. For the program only: what is built from it is shown through a scope. */
export async function readCaseRows(db: Db, organisation: Organisation, ids: readonly string[]): Promise<CaseRows[]> {
  if (ids.length === 0) return [];
  const list = [...ids];
  // First, so that no view is older than what it says of whom it was made for.
  const audiences = await audiencesOf(db, list);
  const cases = await scopedCases(db, THE_PROGRAM)
    .selectAll('case')
    .where('case.id', 'in', list)
    .orderBy('case.id')
    .execute();
  const { unitRef, unitOrNull } = unitNames(organisation);
  const assignments = byCase(await readAssignments(db, list));
  const hops = byCase(await readHops(db, list));
  const clocks = byCase(await readClocks(db, list));
  const holders = byCase(await readHolders(db, list));
  const signals = byCase(await readSignals(db, list));
  const dispositions = byCase(await readDispositions(db, list));
  const commitments = byCase(await readCommitments(db, list));
  const publications = byCase(await readPublications(db, list));
  const returns = byCase(await readReturns(db, list));
  const extensions = byCase(await readExtensions(db, list));
  const answers = byCase(await readAnswers(db, list));
  const arrivals = byCase(await readArrivals(db, list));
  return cases.map(({ territory, proposed_lead, ...row }) => {
    const { id } = row;
    const { granted, denied } = openAndClosed(audiences.get(id) ?? []);
    const lead = assignments(id).find((one) => one.role === 'lead')?.unit_id ?? null;
    const [returned] = returns(id);
    const [answer] = answers(id);
    return {
      ...row,
      territory: territory ? { code: territory, name: organisation.territory(territory)?.name ?? territory } : null,
      proposed_lead: unitOrNull(proposed_lead),
      assignments: assignments(id).map((one) => ({ ...one, unit: unitRef(one.unit_id) })),
      hops: hops(id).map(({ dispatcher_name, dispatcher_unit, ...hop }) => ({
        ...hop,
        unit: unitRef(hop.unit_id),
        proposed: hop.proposed.map(unitRef),
        dispatcher: dispatcher_unit === null ? null : { unit: unitRef(dispatcher_unit), name: dispatcher_name },
      })),
      clocks: clocks(id),
      holders: holders(id).map((one) => ({ ...one, unit: unitOrNull(one.unit_id) })),
      signals: signals(id).map((one) => ({ ...one, holders: one.holders.map(exceeded(unitOrNull)) })),
      dispositions: dispositions(id).map((one) => ({
        kind: one.kind,
        met: isMet(dispositionFacts(one), publications(id)),
      })),
      commitments: commitments(id),
      publications: publications(id),
      returned: returned
        ? { ...returned, unit: unitRef(returned.unit_id), suggested: unitOrNull(returned.suggested_unit) }
        : null,
      extensions: extensions(id),
      approval: answer
        ? approvalView({ ...answer, plan: chainPlan(row, answer, lead, organisation, denied) }, unitRef)
        : null,
      lacking: ENDED_STATES.includes(row.state)
        ? []
        : lacking(
            closingFacts({
              assignments: assignments(id),
              publications: publications(id),
              dispositions: dispositions(id),
              commitments: commitments(id),
              answers: answers(id),
              clocks: clocks(id),
              returnPending: returned !== undefined,
              extensionPending: extensions(id).length > 0,
            }),
          ),
      arrivals: arrivals(id).map((item) => item.detected_at),
      granted,
      denied,
    };
  });
}

function openAndClosed(audience: readonly AudienceRow[]): Pick<CaseRows, 'granted' | 'denied'> {
  const open = audience.filter((row) => row.effect === 'grant');
  const closed = audience.filter((row) => row.effect === 'deny');
  return {
    granted: open.map((row) => row.unit_id ?? row.account_id ?? '').sort(),
    denied: closed.flatMap((row) => row.unit_id ?? []),
  };
}

function readAssignments(db: Db, cases: string[]) {
  return scopedAssignments(db, THE_PROGRAM)
    .leftJoin('account', 'account.id', 'assignment.accepted_by')
    .select(['assignment.id', 'case_id', 'assignment.unit_id', 'role', 'at', 'accepted_at'])
    .select('account.display_name as by_name')
    .where('case_id', 'in', cases)
    .where('ended_at', 'is', null)
    .orderBy('at')
    .orderBy('assignment.unit_id')
    .execute();
}

/** Hops with who signed them, and who had dispatched the case to the first office. */
function readHops(db: Db, cases: string[]) {
  return scopedHops(db, THE_PROGRAM)
    .innerJoin('account as dispatcher', 'dispatcher.id', 'hop.given_by')
    .leftJoin('account as signer', 'signer.id', 'hop.signed_by')
    .select(['hop.id', 'hop.case_id', 'hop.assignment_id', 'hop.unit_id', 'hop.role', 'hop.proposed', 'hop.gave_id'])
    .select(['hop.at', 'hop.due_at', 'hop.signed_at', 'hop.ended_at', 'signer.display_name as by_name'])
    .select(['dispatcher.display_name as dispatcher_name', 'dispatcher.unit_id as dispatcher_unit'])
    .where('hop.case_id', 'in', cases)
    .orderBy('hop.at')
    .orderBy('hop.position')
    .orderBy('hop.id')
    .execute();
}

function readClocks(db: Db, cases: string[]) {
  return scopedClocks(db, THE_PROGRAM)
    .selectAll('clock')
    .where('case_id', 'in', cases)
    .orderBy('kind')
    .orderBy('start_at')
    .orderBy('id')
    .execute();
}

function readHolders(db: Db, cases: string[]) {
  return scopedHoldings(db, THE_PROGRAM)
    .select(['case_id', 'step', 'unit_id', 'from_at', 'due_at'])
    .where('case_id', 'in', cases)
    .where('to_at', 'is', null)
    .orderBy('from_at')
    .orderBy('unit_id')
    .execute();
}

function readSignals(db: Db, cases: string[]) {
  return scopedSignals(db, THE_PROGRAM)
    .selectAll('signal')
    .where('case_id', 'in', cases)
    .where('state', '=', 'open')
    .orderBy('at')
    .orderBy('id')
    .execute();
}

function readDispositions(db: Db, cases: string[]) {
  return scopedDispositions(db, THE_PROGRAM)
    .selectAll('disposition')
    .where('case_id', 'in', cases)
    .orderBy('at')
    .orderBy('kind')
    .execute();
}

function readCommitments(db: Db, cases: string[]) {
  return scopedCommitments(db, THE_PROGRAM)
    .select(['case_id', 'what', 'kept_at'])
    .where('case_id', 'in', cases)
    .orderBy('due_at')
    .orderBy('commitment.id')
    .execute();
}

function readPublications(db: Db, cases: string[]) {
  return scopedPublications(db, THE_PROGRAM)
    .select(['id', 'case_id', 'state', 'published_at'])
    .where('case_id', 'in', cases)
    .execute();
}

function readReturns(db: Db, cases: string[]) {
  return scopedReturns(db, THE_PROGRAM)
    .select(['id', 'case_id', 'unit_id', 'reason', 'clause', 'suggested_unit', 'note', 'at', 'dispatched_by'])
    .where('case_id', 'in', cases)
    .where('ruling', 'is', null)
    .orderBy('at', 'desc')
    .execute();
}

function readExtensions(db: Db, cases: string[]) {
  return scopedExtensions(db, THE_PROGRAM)
    .select(['id', 'case_id', 'clock_id', 'workdays', 'reason', 'new_due_at', 'at'])
    .where('case_id', 'in', cases)
    .where('state', '=', 'asked')
    .orderBy('at')
    .orderBy('id')
    .execute();
}

/** The answers in work with their latest drafts and the decisions on them, the newest answer of a case first. */
async function readAnswers(db: Db, cases: string[]) {
  const answers = await scopedDrafts(db, THE_PROGRAM)
    .select(['response.id', 'response.case_id', 'response.number', 'response.state', 'response.countersign'])
    .select(['draft_version.n', 'draft_version.title', 'draft_version.text_hash'])
    .whereRef('draft_version.n', '=', 'response.n')
    .where('response.case_id', 'in', cases)
    .where('response.state', 'in', [...IN_WORK])
    .orderBy('response.number', 'desc')
    .execute();
  if (answers.length === 0) return [];
  const approvals = await scopedApprovals(db, THE_PROGRAM)
    .selectAll('approval')
    .where(
      'approval.response_id',
      'in',
      answers.map((one) => one.id),
    )
    .orderBy('approval.at')
    .orderBy('approval.id')
    .execute();
  return answers.map((one) => ({ ...one, approvals: approvals.filter((row) => row.response_id === one.id) }));
}

function readArrivals(db: Db, cases: string[]) {
  return scopedItems(db, THE_PROGRAM).select(['case_id', 'detected_at']).where('case_id', 'in', cases).execute();
}
