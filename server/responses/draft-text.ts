/** What a draft says, cleaned and hashed: an approval is bound to this hash, so everything that is approved stands in it. Pure. */
import type { SaveDraft } from '../contract/case-requests.ts';
import type { Disposition } from '../contract/vocabulary-case.ts';
import { cleanText, hashText } from '../platform/events/chain.ts';
import { Fault } from '../platform/fault.ts';

export interface DraftText {
  title: string;
  body: string;
  nextReleaseAt: Date | null;
  commitments: { what: string; dueAt: string }[];
  dispositions: { kind: Disposition; paragraph: number }[];
}

const FAR = Date.parse('2100-01-01T00:00:00Z');

/** A text as PostgreSQL keeps it. Fault `text_empty` where nothing readable is left. */
export function written(text: string, field: string): string {
  const clean = cleanText(text).replaceAll('\r\n', '\n').trim();
  if (clean === '') {
    throw new Fault('text_empty', '内容为空，没有保存。', { status: 422, fields: { [field]: '请填写内容。' } });
  }
  return clean;
}

/** An instant of this century as ISO 8601 in UTC. Fault `time_invalid`. */
function instant(text: string, field: string): Date {
  const at = new Date(text);
  if (!(at.getTime() >= 0 && at.getTime() < FAR)) {
    throw new Fault('time_invalid', '时间不正确，没有保存。', {
      status: 422,
      fields: { [field]: '请改成实际的时间。' },
    });
  }
  return at;
}

/** Reads what a person sent. Faults `text_empty`, `time_invalid`. */
export function draftText(input: SaveDraft): DraftText {
  return {
    title: written(input.title, 'title').replaceAll('\n', ' '),
    body: written(input.body, 'body'),
    nextReleaseAt: input.nextReleaseAt === null ? null : instant(input.nextReleaseAt, 'nextReleaseAt'),
    commitments: input.commitments.map(({ what, dueAt }, index) => ({
      what: written(what, `commitments.${index}.what`),
      dueAt: instant(dueAt, `commitments.${index}.dueAt`).toISOString(),
    })),
    dispositions: input.dispositions.map(({ kind, paragraph }) => ({ kind, paragraph })),
  };
}

/**
 * SHA-256 over all that approvers answer for: the text with its promises, which text it corrects, and who countersigns (else a
 * countersigner could be left out behind the back of those who approved).
 */
export function draftHash(text: DraftText, corrects: string | null, countersign: readonly string[]): string {
  const { title, body, nextReleaseAt, commitments, dispositions } = text;
  return hashText(
    JSON.stringify([
      title,
      body,
      nextReleaseAt?.toISOString() ?? null,
      commitments.map(({ what, dueAt }) => [what, dueAt]),
      dispositions.map(({ kind, paragraph }) => `${kind} ${paragraph}`).sort(),
      corrects,
      [...countersign].sort(),
    ]),
  );
}

/** Paragraphs of a body: lines with words in them. */
export const paragraphsOf = (body: string): number => body.split('\n').filter((line) => line.trim() !== '').length;

/** Why a text can't be published as it stands, by field: promises in the past, dispositions that point nowhere. */
export function faultsOfText(
  text: Pick<DraftText, 'body' | 'nextReleaseAt' | 'commitments' | 'dispositions'>,
  now: Date,
): Record<string, string> {
  const fields: Record<string, string> = {};
  if (text.nextReleaseAt && text.nextReleaseAt <= now) {
    fields.nextReleaseAt = '下次发布的时间已经过去，请改成以后的时间。';
  }
  text.commitments.forEach(({ dueAt }, index) => {
    if (new Date(dueAt) <= now) fields[`commitments.${index}.dueAt`] = '承诺的时间已经过去，请改成以后的时间。';
  });
  const paragraphs = paragraphsOf(text.body);
  text.dispositions.forEach(({ paragraph }, index) => {
    if (paragraph > paragraphs) fields[`dispositions.${index}.paragraph`] = `正文没有第 ${paragraph} 段，请重新指定。`;
  });
  return fields;
}

/** Refuses a text that can't be published as it stands. Fault `text_not_ready`. */
export function requireReady(text: Parameters<typeof faultsOfText>[0], now: Date): void {
  const fields = faultsOfText(text, now);
  const [first] = Object.values(fields);
  if (first !== undefined) throw new Fault('text_not_ready', first, { status: 422, fields });
}
