/** Rows of an item as the queue shows them; pure. */
import type { Channel, IncidentGrade, ItemState, Label, OpinionGrade } from '../contract/vocabulary.ts';
import type { ItemView } from '../contract/views.ts';

export interface ItemRow {
  id: string;
  version: number;
  state: ItemState;
  title: string;
  body: string;
  channel: Channel;
  source_name: string;
  territory_name: string | null;
  category: Label | null;
  confidence: number | null;
  severity: IncidentGrade | null;
  opinion_grade: OpinionGrade | null;
  needs_human: boolean;
  published_at: Date | null;
  detected_at: Date;
  judge_by: Date;
  sightings: number;
  group_id: string | null;
  order_number: string | null;
}

const EXCERPT = 80;

/** Builds the view; the excerpt keeps whole characters. */
export function itemView(row: ItemRow): ItemView {
  return {
    id: row.id,
    version: row.version,
    state: row.state,
    title: row.title,
    excerpt: row.body.replace(/\s+/g, ' ').slice(0, EXCERPT).toWellFormed(),
    channel: row.channel,
    sourceName: row.source_name,
    territoryName: row.territory_name,
    category: row.category,
    confidence: row.confidence,
    opinionGrade: row.opinion_grade,
    severity: row.severity,
    needsHuman: row.needs_human,
    publishedAt: row.published_at?.toISOString() ?? null,
    detectedAt: row.detected_at.toISOString(),
    judgeBy: row.judge_by.toISOString(),
    sightings: row.sightings,
    groupId: row.group_id,
    orderNumber: row.order_number,
  };
}
