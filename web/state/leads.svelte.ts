/** 问题线索 as the page shows them: read at the start, and anew when a case of theirs changes. */
import { untrack } from 'svelte';
import type { Leads, LeadView } from '../../server/contract/accountability-views.ts';
import type { HoldingView } from '../../server/contract/case-detail-views.ts';
import { api, ApiError } from './api.ts';
import { live } from './live.svelte.ts';

export type LeadTab = 'open' | 'stated' | 'rectify' | 'all';

const OF_TAB: Readonly<Record<Exclude<LeadTab, 'all'>, readonly LeadView['state'][]>> = {
  open: ['stated'],
  stated: ['notified'],
  rectify: ['rectifying', 'reviewing'],
};

export const inTab = (lead: LeadView, tab: LeadTab): boolean => tab === 'all' || OF_TAB[tab].includes(lead.state);

/** A line of the ruling's table: a stretch of the ledger, how long it was held and by how much beyond its step's limit. */
export interface HeldLine {
  holding: HoldingView;
  minutes: number;
  over: number;
}

/** Stretches with their sums, those of a minute and more; an excused one is never over. */
export function heldLines(holdings: readonly HoldingView[], now: number): HeldLine[] {
  const lines = holdings.map((holding) => {
    const until = holding.toAt === null ? now : Date.parse(holding.toAt);
    const minutes = Math.max(0, Math.floor((until - Date.parse(holding.fromAt)) / 60_000));
    const limit = holding.limitMinutes;
    return { holding, minutes, over: limit === null || holding.excuse !== null ? 0 : Math.max(0, minutes - limit) };
  });
  return lines.filter((line) => line.minutes > 0);
}

const RETRY_MS = 5_000;

export class LeadsPage {
  leads = $state.raw<LeadView[] | null>(null);
  error = $state.raw<ApiError | null>(null);

  constructor() {
    let seen: readonly unknown[] = [];
    $effect(() => {
      // Acts on a lead are events of its case, whose view is then sent anew: the list is read again where one has changed.
      const views = [live.cases.size, ...(this.leads ?? []).map((lead) => live.cases.get(lead.caseId))];
      const same = this.leads !== null && views.length === seen.length && views.every((view, at) => view === seen[at]);
      seen = views;
      if (!same) untrack(() => void this.load());
    });
  }

  async load(): Promise<void> {
    try {
      const { leads } = await api.get<Leads>('/api/leads');
      this.leads = leads;
      this.error = null;
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      this.error = error;
      if (error.status !== 401) setTimeout(() => void this.load(), RETRY_MS);
    }
  }
}
