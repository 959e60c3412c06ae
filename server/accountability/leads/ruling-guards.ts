/** What a ruling (认定) must fulfil, each by a named check. Pure. */
import type { RuleLead } from '../../contract/case-requests.ts';
import type { ApprovalStep, HolderStep, SignalState } from '../../contract/vocabulary-case.ts';
import { CONCLUSIONS } from '../../contract/vocabulary-case.ts';
import { exceededHolders, type Holding } from '../../clocks/ledger.ts';
import { Fault } from '../../platform/fault.ts';

/** One who would rule or review. */
export interface Judge {
  accountId: string;
  unitId: string | null;
  approvalSteps: readonly ApprovalStep[];
}

/** What a leader may have done in the case. */
export interface OwnPart {
  proposedBy: string;
  units: readonly string[];
  /** Steps that exceeded their limit by the signals, and those to be upheld. */
  steps: ReadonlySet<HolderStep>;
  /** Accounts that dispatched the case. */
  dispatchers: readonly string[];
}

/** Nobody rules on a cause of his own: he proposed it, his unit is notified, or his own step (审批, his dispatch) is concerned. */
export function mustRecuse(judge: Judge, part: OwnPart): boolean {
  if (judge.accountId === part.proposedBy) return true;
  if (judge.unitId !== null && part.units.includes(judge.unitId)) return true;
  if (part.steps.has('leader') && judge.approvalSteps.includes('leader')) return true;
  return part.steps.has('dispatching') && part.dispatchers.includes(judge.accountId);
}

/** Fault `recuse`. */
export function requireUnconcerned(judge: Judge, part: OwnPart): void {
  if (!mustRecuse(judge, part)) return;
  throw new Fault('recuse', '这条问题线索涉及您提出、您所在单位或您办理的环节，您应当回避。', {
    status: 403,
    action: '请由主要领导或其他领导认定。',
  });
}

export const everyUnitStated = (units: readonly string[], stated: readonly string[]): boolean =>
  units.every((unit) => stated.includes(unit));

/** The units are heard first: all have stated, or their time is over. Fault `statement_open`. */
export function requireHeard(
  lead: { units: readonly string[]; statementDue: Date },
  stated: readonly string[],
  now: Date,
) {
  if (everyUnitStated(lead.units, stated) || now > lead.statementDue) return;
  throw new Fault('statement_open', '陈述申辩期未满，还有单位没有陈述，不能认定。', {
    status: 409,
    action: '请等单位陈述或期限届满。',
  });
}

export interface SupervisedSignal {
  id: string;
  state: SignalState;
  ended_at: Date | null;
}

export interface Supervision {
  signal_id: string;
  level: string;
  reply_by: Date | null;
  answered_at: Date | null;
}

/** 督办 without effect: the signal stayed open past the reply's end, or was answered without being mended. */
export function supervisedInVain(
  signals: readonly SupervisedSignal[],
  urges: readonly Supervision[],
  now: Date,
): boolean {
  return urges.some((urge) => {
    const signal = signals.find((one) => one.id === urge.signal_id);
    if (!signal || signal.state === 'lifted' || urge.level !== 'supervise') return false;
    const stayedOpen = urge.reply_by !== null && (signal.ended_at ?? now) > urge.reply_by;
    return stayedOpen || (urge.answered_at !== null && signal.state === 'open');
  });
}

/** Stretches that may be upheld: not excused, of a holder that exceeded its own step's limit. */
export function exceedingIds(holdings: readonly Holding[], now: Date): Set<string> {
  const over = exceededHolders(holdings, { startAt: new Date(0), until: now });
  const exceeds = (one: Holding): boolean =>
    one.excuse === null && over.some((each) => each.step === one.step && each.unitId === one.unitId);
  return new Set(holdings.filter(exceeds).map((one) => one.id));
}

export interface RulingFacts {
  exceeding: ReadonlySet<string>;
  /** Units that answer for the stretches named in the ruling. */
  upheldUnits: readonly string[];
  units: readonly string[];
  /** Signals of the lead that have not been lifted. */
  standing: number;
  improper: boolean;
  supervised: boolean;
  /** How often one of the units was upheld within the last twelve months, without this time. */
  upheldBefore: number;
}

type Said = Pick<RuleLead, 'holdingIds' | 'conclusion' | 'badResult' | 'aggravating' | 'rectifyWorkdays'>;

const wrong = (code: string, message: string, action: string): Fault =>
  new Fault(code, message, { status: 422, action });

const SEVERE: ReadonlySet<string> = new Set(['talk', 'criticism', 'refer']);
const TO_RECTIFY: ReadonlySet<string> = new Set(['improve', 'talk', 'criticism']);

/** Checks a ruling's content against the facts of record. Faults of status 422, each with its code. */
export function requireSound(said: Said, facts: RulingFacts): void {
  if (said.conclusion === 'unfounded') return requireNobodyUpheld(said);
  const { holdingIds, conclusion, aggravating } = said;
  if (facts.standing === 0)
    throw wrong('signals_lifted', '所依据的提醒都已撤销，只能认定为不成立。', '请改选“不成立”。');
  if (holdingIds.some((id) => !facts.exceeding.has(id)))
    throw wrong(
      'holding_within_limit',
      '所选时段不属于这个事项，或没有超出本环节时限。',
      '没有超出的时段不归责，请取消勾选。',
    );
  if (facts.upheldUnits.some((unit) => !facts.units.includes(unit)))
    throw wrong('not_notified', '所选时段的持有者没有被告知，没有陈述的机会。', '请另行提出线索并告知。');
  if (holdingIds.length === 0 && !facts.improper)
    throw wrong(
      'nobody_upheld',
      '认定成立须指明超出本环节时限的时段，或有回应不妥的提醒。',
      '请勾选时段，或认定为不成立。',
    );
  if (SEVERE.has(conclusion) && !facts.supervised && !said.badResult)
    throw wrong(
      'supervision_first',
      `“${CONCLUSIONS[conclusion].zh}”须在督办无效或造成不良后果之后提出。`,
      '请先督办，或选“成立 · 提醒改进”。',
    );
  if (TO_RECTIFY.has(conclusion) && said.rectifyWorkdays === null)
    throw wrong('rectify_needed', '请写明整改的工作日数。', '填写整改时限后再认定。');
  if (aggravating.includes('repeated') && facts.upheldBefore < 1)
    throw wrong('not_repeated', '近十二个月内没有其他认定成立的记录，不能选“一年内两次及以上”。', '请取消这一项。');
}

function requireNobodyUpheld(said: Said): void {
  if (said.holdingIds.length > 0 || said.aggravating.length > 0)
    throw wrong('holdings_not_upheld', '认定不成立的，不能同时勾选时段或从重情形。', '请取消勾选，或改选结论。');
}

/** Twelve months back, rolling (本系统设定: 第十条 says 一年内). */
export function yearBefore(now: Date): Date {
  const before = new Date(now);
  before.setUTCFullYear(before.getUTCFullYear() - 1);
  return before;
}

/** The most often that one of these units stands among findings upheld. */
export const oftenest = (units: readonly string[], upheld: readonly (readonly string[])[]): number =>
  Math.max(0, ...units.map((unit) => upheld.filter((each) => each.includes(unit)).length));
