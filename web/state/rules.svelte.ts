/** 规则库 as the page shows it: the profile chosen, the one it is compared with, read as they are asked for. */
import { untrack } from 'svelte';
import type { ChangeSetView } from '../../server/contract/directory-views.ts';
import type { RulesView, RuleView } from '../../server/contract/rule-views.ts';
import { api, ApiError } from './api.ts';
import { byKind, pairsOf, ruleChange, withWords, type RuleDraft } from './rules.ts';

export class RulesPage {
  views = $state.raw<ReadonlyMap<string, RulesView>>(new Map());
  /** The profile of the jurisdiction, until another is chosen. */
  profile = $state('');
  /** Empty where none is compared. */
  compared = $state('');
  filter = $state('');
  onlyDifferences = $state(false);
  error = $state.raw<ApiError | null>(null);

  readonly own = $derived(this.views.get(this.profile) ?? null);
  readonly other = $derived(this.compared === '' ? null : (this.views.get(this.compared) ?? null));
  readonly pairs = $derived(this.own ? pairsOf(this.own, this.other) : []);
  readonly shown = $derived(
    withWords(this.pairs, this.filter).filter((pair) => !this.other || !this.onlyDifferences || pair.differs),
  );
  readonly groups = $derived(byKind(this.shown));

  constructor() {
    $effect(() => untrack(() => void this.load()));
  }

  /** Name of a profile as its own file gives it. */
  nameOf(profile: string): string {
    return this.views.get(profile)?.chain.at(-1)?.name ?? profile;
  }

  /** Reads all profiles: there are few, and each is compared with any other. */
  async load(): Promise<void> {
    try {
      const first = await api.get<RulesView>('/api/rules');
      const others = first.profiles.filter((profile) => profile !== first.profile);
      const rest = await Promise.all(others.map((profile) => api.get<RulesView>(`/api/rules?profile=${profile}`)));
      this.views = new Map([first, ...rest].map((view) => [view.profile, view]));
      if (!this.views.has(this.profile)) this.profile = first.profile;
      this.error = null;
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      this.error = error;
    }
  }

  /** Drafts a change of a rule in the profile shown; another person approves it. Throws ApiError. */
  draft(rule: RuleView, draft: RuleDraft, title: string): Promise<ChangeSetView> {
    return api.post<ChangeSetView>('/api/directory/changes', ruleChange(rule, this.profile, draft, title));
  }
}
