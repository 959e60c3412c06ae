/** What hangs on a case, as its page shows it; pure. */
import type { AudienceClass } from '../../access/viewer.ts';
import type { CaseDetail, CommitmentView, EntryView } from '../../contract/case-detail-views.ts';
import type { UnitNames } from '../../organisation/unit-names.ts';
import type {
  commitmentsOf,
  dispositionsOf,
  entriesOf,
  extensionsOf,
  itemsOf,
  recordOf,
  returnsOf,
  urgesOf,
} from './store.ts';

type Row<Read extends (...args: never[]) => Promise<unknown[]>> = Awaited<ReturnType<Read>>[number];

/** Who did what no account did. */
const PROGRAM_NAME = '程序';

/** An item of a case. A unit is told neither source nor address: the writer is protected from those complained about. */
export function itemOfCase(row: Row<typeof itemsOf>, audience: AudienceClass): CaseDetail['items'][number] {
  const protect = audience === 'unit';
  return {
    id: row.id,
    title: row.title,
    text: row.body,
    channel: row.channel,
    sourceName: protect ? null : row.source_name,
    url: protect ? null : row.url,
    at: (row.published_at ?? row.detected_at).toISOString(),
  };
}

export function entryView(row: Row<typeof entriesOf>, names: UnitNames): EntryView {
  return {
    id: row.id,
    kind: row.kind,
    body: row.body,
    evidence: row.evidence,
    happenedAt: row.happened_at.toISOString(),
    byName: row.by_name,
    unit: names.unitOrNull(row.unit_id),
    at: row.at.toISOString(),
  };
}

export function commitmentView(row: Row<typeof commitmentsOf>): CommitmentView {
  return {
    id: row.id,
    publicationId: row.publication_id,
    what: row.what,
    dueAt: row.due_at.toISOString(),
    keptAt: row.kept_at?.toISOString() ?? null,
    proof: row.proof,
  };
}

export function dispositionView(row: Row<typeof dispositionsOf>, met: boolean): CaseDetail['dispositions'][number] {
  const reason = row.not_unlawful_reason;
  return {
    kind: row.kind,
    publicationId: row.publication_id,
    receipt: row.receipt,
    notUnlawful: reason === null ? null : { reason, byName: row.by_name ?? '' },
    met,
  };
}

export function urgeView(row: Row<typeof urgesOf>, names: UnitNames): CaseDetail['urges'][number] {
  const answered = row.answer !== null && row.answered_at !== null;
  return {
    id: row.id,
    signalId: row.signal_id,
    level: row.level,
    unit: names.unitRef(row.unit_id),
    note: row.note,
    byName: row.by_name,
    at: row.at.toISOString(),
    replyBy: row.reply_by?.toISOString() ?? null,
    answer: answered
      ? { body: row.answer ?? '', byName: row.answerer_name ?? '', at: row.answered_at?.toISOString() ?? '' }
      : null,
  };
}

export function returnView(row: Row<typeof returnsOf>, names: UnitNames): CaseDetail['returns'][number] {
  return {
    id: row.id,
    unit: names.unitRef(row.unit_id),
    reason: row.reason,
    clause: row.clause,
    suggested: names.unitOrNull(row.suggested_unit),
    note: row.note,
    at: row.at.toISOString(),
    ruling:
      row.ruling && row.ruled_at
        ? {
            ruling: row.ruling,
            reason: row.ruling_reason ?? '',
            lead: names.unitOrNull(row.ruling_lead),
            precedent: row.precedent,
            byName: row.ruler_name ?? '',
            at: row.ruled_at.toISOString(),
          }
        : null,
  };
}

export function extensionView(row: Row<typeof extensionsOf>, names: UnitNames): CaseDetail['extensions'][number] {
  return {
    id: row.id,
    clockId: row.clock_id,
    workdays: row.workdays,
    reason: row.reason,
    state: row.state,
    newDueAt: row.new_due_at.toISOString(),
    note: row.note,
    byName: row.by_name,
    unit: names.unitRef(row.unit_id),
    at: row.at.toISOString(),
  };
}

/** One line of the record, with the reason given for the act where there is one. */
export function recordLine(
  row: Row<typeof recordOf>,
  reasons: ReadonlyMap<string, string>,
): CaseDetail['record'][number] {
  const hash = row.data['reasonHash'];
  return {
    n: row.version,
    at: row.at.toISOString(),
    type: row.type,
    about: aboutOf(row.data),
    byName: row.by_name ?? PROGRAM_NAME,
    reason: typeof hash === 'string' ? (reasons.get(hash) ?? null) : null,
    checksum: row.hash,
  };
}

/** Identifiers that events carry to say what they are about, the most telling first. */
const ABOUT = ['kind', 'step', 'ruling', 'level', 'grade', 'conclusion', 'ground'] as const;

function aboutOf(data: Record<string, unknown>): string | null {
  const found = ABOUT.map((name) => data[name]).find((value) => typeof value === 'string');
  return typeof found === 'string' ? found : null;
}
