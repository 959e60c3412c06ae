/** One case whole, as its own page shows it. */
import { audienceClass, type Viewer } from '../access/viewer.ts';
import { FAULTS } from '../cases/act.ts';
import { lineInForce } from '../cases/lines/store.ts';
import { reasonsOf } from '../cases/reasons/store.ts';
import type { CaseDetail, ResponseView, TextFinding } from '../contract/case-detail-views.ts';
import type { CaseView } from '../contract/case-views.ts';
import { holdingView } from '../clocks/holding-view.ts';
import type { Organisation } from '../organisation/model.ts';
import { readAtOnce, type Database, type Tx } from '../platform/database.ts';
import { checksumOf } from '../platform/events/log.ts';
import { chainPlan } from '../responses/chain.ts';
import { contradictionsIn, withContradictions, type LineText } from '../responses/contradictions.ts';
import { textFindings, type FindableText } from '../responses/text-findings.ts';
import { caseView, type CaseRows } from './case-view.ts';
import { mayReadAnswer, publicationView, responseView } from './detail/answers.ts';
import {
  commitmentView,
  dispositionView,
  entryView,
  extensionView,
  itemOfCase,
  recordLine,
  returnView,
  urgeView,
} from './detail/parts.ts';
import {
  approvalsOf,
  commitmentsOf,
  dispositionsOf,
  draftsOf,
  entriesOf,
  extensionsOf,
  hasLead,
  holdingsOf,
  itemsOf,
  publicationsOf,
  recordOf,
  responsesOf,
  returnsOf,
  signalsOf,
  urgesOf,
} from './detail/store.ts';
import { readCaseRows } from './rows/store.ts';
import { exceeded, signalView } from './signal-view.ts';
import { visibleCases } from './store.ts';
import { unitNames } from '../organisation/unit-names.ts';

/**
 * Reads a case as of one instant, from its rows: who has just acted sees the act, which the board's kept views may not hold yet.
 * Fault `case_missing`, also where the viewer may not see it.
 */
export function caseDetail(
  db: Database,
  organisation: Organisation,
  viewer: Viewer,
  id: string,
  now: Date,
): Promise<CaseDetail> {
  return readAtOnce(db, async (tx) => {
    const visible = await visibleCases(tx, viewer, [id]);
    const [rows] = await readCaseRows(tx, organisation, [...visible]);
    if (!rows) throw FAULTS.missing();
    const audience = audienceClass(viewer);
    const view = caseView(rows, audience, now);
    const names = unitNames(organisation);
    const met = new Set(view.dispositions.filter((one) => one.met).map((one) => one.kind));
    const signals = await signalsOf(tx, viewer, id);
    const texts = {
      entries: (await entriesOf(tx, viewer, id)).map((row) => entryView(row, names)),
      responses: await readAnswers(tx, organisation, viewer, rows, view),
      publications: (await publicationsOf(tx, viewer, id)).map((row) => publicationView(row, names)),
    };
    const contradictions = contradictionsIn({ ...texts, line: await readLine(tx, organisation, viewer, id) });
    return {
      case: view,
      checksum: await checksumOf(tx, `case:${id}`),
      items: (await itemsOf(tx, viewer, id)).map((row) => itemOfCase(row, audience)),
      holdings: (await holdingsOf(tx, viewer, id)).map((row) => holdingView(row, names)),
      ...texts,
      responses: withContradictions(texts.responses, contradictions),
      contradictions,
      commitments: (await commitmentsOf(tx, viewer, id)).map(commitmentView),
      dispositions: (await dispositionsOf(tx, viewer, id)).map((row) => dispositionView(row, met.has(row.kind))),
      signals: signals.map((row) => signalView({ ...row, holders: row.holders.map(exceeded(names.unitOrNull)) })),
      urges: (await urgesOf(tx, viewer, id)).map((row) => urgeView(row, names)),
      returns: (await returnsOf(tx, viewer, id)).map((row) => returnView(row, names)),
      extensions: (await extensionsOf(tx, viewer, id)).map((row) => extensionView(row, names)),
      record: await readRecord(tx, viewer, id),
    };
  });
}

/** The line in force, against which the viewer's texts are checked; null where there is none. */
async function readLine(tx: Tx, organisation: Organisation, viewer: Viewer, id: string): Promise<LineText | null> {
  const line = await lineInForce(tx, viewer, id);
  if (!line) return null;
  const unit = unitNames(organisation).unitOrNull(line.unit_id);
  const name = unit?.name ?? organisation.officeName;
  return { id: line.id, n: line.n, body: line.body, name, inForceAt: line.in_force_at ?? line.at };
}

/** 问题线索 is between those who decide and the units notified: to others of a unit the record does not tell of it. */
const LEAD_EVENTS = ['lead_proposed', 'statement_made', 'lead_ruled', 'lead_rectified', 'lead_reviewed'];

async function readRecord(tx: Tx, viewer: Viewer, id: string): Promise<CaseDetail['record']> {
  const whole = audienceClass(viewer) === 'jurisdiction';
  const told = whole || (await hasLead(tx, viewer, id));
  // The office's reasons stay with the office: they may quote the writer, or say who is recused and why.
  const reasons = whole ? await reasonsOf(tx, viewer, id) : new Map<string, string>();
  return (await recordOf(tx, id, told ? [] : LEAD_EVENTS)).map((row) => recordLine(row, reasons));
}

/** The answers the viewer may read before they are published. */
async function readAnswers(
  tx: Tx,
  organisation: Organisation,
  viewer: Viewer,
  rows: CaseRows,
  view: CaseView,
): Promise<ResponseView[]> {
  const lead = view.assignments.find((one) => one.role === 'lead')?.unit.id ?? null;
  const answers = await responsesOf(tx, viewer, rows.id);
  const open = answers.filter((answer) =>
    mayReadAnswer(viewer, chainPlan(rows, answer, lead, organisation, rows.denied)),
  );
  if (open.length === 0) return [];
  const drafts = await draftsOf(tx, viewer, rows.id);
  const approvals = await approvalsOf(tx, viewer, rows.id);
  const names = unitNames(organisation);
  const advise = (draft: FindableText): TextFinding[] => textFindings(draft, { published: view.published > 0 });
  return open.map((answer) => responseView(answer, drafts, approvals, names, advise));
}
