/** Random days of an office with screens open: acts for a property test, and the mark that says every screen has seen them. */
import { refreshArrivals } from '../../server/board/projector.ts';
import { THE_PROGRAM } from '../../server/access/scope.ts';
import { lockCase, moveCase, touchCase } from '../../server/cases/store.ts';
import { OPINION_GRADE_IDS } from '../../server/contract/vocabulary.ts';
import { transact } from '../../server/platform/database.ts';
import { append } from '../../server/platform/events/log.ts';
import { PROGRAM } from '../../server/platform/events/catalogue.ts';
import { Fault } from '../../server/platform/fault.ts';
import { confirmItem } from '../../server/responsibility/confirm.ts';
import { actOn } from '../../server/cases/act.ts';
import { dispatchCase } from '../../server/responsibility/dispatch.ts';
import { correctItem, dismissItem, reopenItem } from '../../server/triage/decisions.ts';
import type { LiveClient } from './live-client.ts';
import { accountId, changeAudience, choiceFor, detailFor, liftDenials, openWaterCase, postWater } from './matters.ts';
import type { House } from './house.ts';

export const ACTS = [
  'post',
  'confirm',
  'merge',
  'dismiss',
  'reopen',
  'correct',
  'dispatch',
  'close',
  'absorb',
  'deny account',
  'deny unit',
  'grant',
  'lift',
  'hour',
] as const;

/** One act; `a` and `b` choose what it is done to, by whom or with what. */
export interface Act {
  what: (typeof ACTS)[number];
  a: number;
  b: number;
}

const LEADS = ['990100:water_resources', '990102:education', '990102:water_resources', '990100:utilities'];
const DENIED_UNITS = ['990100:news_office', '990100:discipline', '990100:water_resources', '990100:government_office'];
export const SCREENS = ['analyst', 'leader', 'officer', 'officer2', 'chief', 'reviewer', 'auditor'] as const;
const HOUR_MS = 3_600_000;

const pick = <T>(list: readonly T[], index: number): T | undefined => list[index % Math.max(1, list.length)];

/** The office: remembers the things it made, and does one act at a time or several at once. */
export class Office {
  readonly items: string[] = [];
  readonly cases: string[] = [];
  /** Acts that went through. */
  done = 0;
  private readonly house: House;
  private marker = '';

  constructor(house: House) {
    this.house = house;
  }

  /** Opens the case every screen sees, by which it is known what they have seen. */
  async open(): Promise<void> {
    this.marker = (await openWaterCase(this.house)).caseId;
    const accounts = await Promise.all(SCREENS.map((name) => accountId(this.house, name)));
    await changeAudience(this.house, this.marker, 'grant', { accounts });
  }

  /** Does an act; what the house refuses on purpose is an outcome like any other. */
  async act(act: Act): Promise<void> {
    try {
      await this.perform(act);
      this.done += 1;
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
    }
  }

  /** Marks the trail: when each screen shows the mark, it has been sent all that came before. */
  async seenBy(screens: readonly LiveClient[]): Promise<void> {
    await this.house.settled();
    const { now } = this.house.time;
    await transact(this.house.parts.db, async (tx) => {
      await touchCase(tx, this.marker, now);
      const data = { caseId: this.marker, itemId: 'none' };
      await append(tx, [{ stream: `case:${this.marker}`, type: 'case_item_added', data, actor: PROGRAM, at: now }]);
    });
    await this.house.settled();
    const { version } = await this.house.parts.db
      .selectFrom('case')
      .select('version')
      .where('id', '=', this.marker)
      .executeTakeFirstOrThrow();
    await Promise.all(screens.map((screen) => screen.until(() => screen.cases.get(this.marker)?.version === version)));
  }

  private async perform({ what, a, b }: Act): Promise<void> {
    const { house } = this;
    const { db, rules } = house.parts;
    const item = pick(this.items, a);
    const caseId = pick(this.cases, b);
    switch (what) {
      case 'post':
        this.items.push(await postWater(house));
        return;
      case 'confirm':
      case 'merge':
        if (item) await this.confirm(item, a, b, what === 'merge' ? caseId : undefined);
        return;
      case 'dismiss':
      case 'correct': {
        if (!item) return;
        const { version, verdict } = await detailFor(house, 'supervisor', item);
        const seen = { version, verdictId: verdict?.id ?? '' };
        const chief = await house.viewer('chief');
        if (what === 'dismiss') {
          await dismissItem(db, chief, item, { ...seen, reason: 'unrelated', note: null }, house.time.now);
        } else {
          await correctItem(db, chief, item, { ...seen, category: 'policy', subject: null }, house.time.now);
        }
        return;
      }
      case 'reopen': {
        if (!item) return;
        const { version } = await detailFor(house, 'supervisor', item);
        return reopenItem(db, await house.viewer('chief'), item, { version }, house.time.now);
      }
      case 'dispatch': {
        if (!caseId) return;
        const { version } = await db
          .selectFrom('case')
          .select('version')
          .where('id', '=', caseId)
          .executeTakeFirstOrThrow();
        const input = { version, lead: pick(LEADS, a) ?? '' };
        await actOn(db, await house.viewer('leader'), caseId, input, house.time.now, dispatchCase(rules));
        return;
      }
      case 'close':
      case 'absorb':
        if (caseId) await this.end(caseId, what === 'absorb' ? (pick(this.cases, a) ?? null) : null, a % 26);
        return;
      case 'deny account':
      case 'grant': {
        if (!caseId) return;
        const accounts = [await accountId(house, pick(SCREENS, a) ?? '')];
        return changeAudience(house, caseId, what === 'grant' ? 'grant' : 'deny', { accounts });
      }
      case 'deny unit':
        if (caseId) await changeAudience(house, caseId, 'deny', { units: [pick(DENIED_UNITS, a) ?? ''] });
        return;
      case 'lift':
        if (caseId) await liftDenials(house, caseId);
        return;
      case 'hour':
        house.time.now = new Date(house.time.now.getTime() + HOUR_MS);
        return refreshArrivals(db, house.parts.rules.organisation(), house.time.now);
    }
  }

  /** Ends a case past every condition, up to a day ago, or opens it again where it was closed: row and event, as the acts write them. */
  private async end(caseId: string, into: string | null, hoursAgo: number): Promise<void> {
    const { now } = this.house.time;
    const closed_at = new Date(now.getTime() - hoursAgo * HOUR_MS);
    await transact(this.house.parts.db, async (tx) => {
      const found = await lockCase(tx, THE_PROGRAM, caseId);
      if (!found || found.state === 'merged' || into === caseId) return;
      const event = { stream: `case:${caseId}`, actor: PROGRAM, at: now };
      if (into !== null) {
        await moveCase(tx, caseId, { state: 'merged', merged_into: into }, now);
        await append(tx, [{ ...event, type: 'case_merged', data: { caseId, into, reasonHash: '' } }]);
      } else if (found.state === 'closed') {
        await moveCase(tx, caseId, { state: 'handling', closed_at: null }, now);
        await append(tx, [{ ...event, type: 'case_reopened', data: { caseId, reasonHash: '' } }]);
      } else {
        await moveCase(tx, caseId, { state: 'closed', closed_at }, now);
        await append(tx, [{ ...event, type: 'case_closed', data: { caseId, summaryHash: '' } }]);
      }
    });
  }

  private async confirm(itemId: string, a: number, b: number, caseId: string | undefined): Promise<void> {
    const { house } = this;
    const chosen = {
      opinionGrade: pick(OPINION_GRADE_IDS, b) ?? 'general',
      lead: pick(LEADS, a) ?? null,
      caseId: caseId ?? null,
    };
    const choice = choiceFor(await detailFor(house, 'supervisor', itemId), chosen);
    const who = await house.viewer(b % 2 === 0 ? 'analyst' : 'chief');
    await confirmItem(house.parts.db, house.parts.rules, who, itemId, choice, house.time.now);
    if (caseId) return;
    const row = await house.parts.db.selectFrom('item').select('case_id').where('id', '=', itemId).executeTakeFirst();
    if (row?.case_id) this.cases.push(row.case_id);
  }
}
