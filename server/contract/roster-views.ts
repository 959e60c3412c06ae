/** 值班表, 交接班 and 联络员, as those who may read them see them; and what may be asked of them. Internal; no citizens' data. */
import { z } from 'zod';
import { oneOf } from './one-of.ts';
import { words } from './readable.ts';
import { time, unitRefSchema } from './views.ts';
import { DUTY_POST_IDS, HAND_OVER_STATE_IDS, OPEN_MATTER_IDS } from './vocabulary-duty.ts';

const id = z.string().min(1).max(80);
const day = z.iso.date();
const postSchema = oneOf(DUTY_POST_IDS);
const person = z.object({ id: z.string(), name: z.string() });

export const shiftViewSchema = z.object({
  id: z.string(),
  post: postSchema,
  holder: person,
  fromAt: time,
  toAt: time,
  /** The account has since been closed or lost the role of its post. */
  unfit: z.boolean(),
});
export type ShiftView = z.infer<typeof shiftViewSchema>;

/** A stretch in which nobody holds a post. */
export const rosterHoleSchema = z.object({ post: postSchema, fromAt: time, toAt: time });
export type RosterHole = z.infer<typeof rosterHoleSchema>;

/** GET /api/roster/now */
export const dutyNowSchema = z.object({
  at: time,
  /** No shift was ever planned: nothing to be amber about. */
  planned: z.boolean(),
  posts: z.array(z.object({ post: postSchema, holders: z.array(person), until: time.nullable() })),
  /** A shift of the duty chief has begun and what went before is not signed for; null where all is in order. */
  unsigned: z.object({ since: time, written: z.boolean(), from: person, to: person }).nullable(),
});
export type DutyNow = z.infer<typeof dutyNowSchema>;

/** One matter handed over, as the reader may see it. */
export const handedMatterSchema = z.object({
  why: oneOf(OPEN_MATTER_IDS),
  caseId: z.string(),
  number: z.string(),
  title: z.string(),
  dueAt: time.nullable(),
  note: z.string().nullable(),
});
export type HandedMatter = z.infer<typeof handedMatterSchema>;

export const handOverViewSchema = z.object({
  id: z.string(),
  version: z.number().int(),
  state: oneOf(HAND_OVER_STATE_IDS),
  from: person,
  to: person,
  /** When the incoming shift begins. */
  takesOverAt: time,
  note: z.string(),
  matters: z.array(handedMatterSchema),
  writtenBy: z.string(),
  at: time,
  decision: z.object({ byName: z.string(), at: time, refusal: z.string().nullable() }).nullable(),
  /** The incoming shift has begun without it being signed. */
  late: z.boolean(),
  /** It lies with the viewer to sign or refuse it. */
  mine: z.boolean(),
});
export type HandOverView = z.infer<typeof handOverViewSchema>;

/** GET /api/roster?from=YYYY-MM-DD: seven days from that one. */
export const rosterViewSchema = z.object({
  from: day,
  days: z.array(day),
  shifts: z.array(shiftViewSchema),
  /** From now on; what is past is past. */
  holes: z.array(rosterHoleSchema),
  now: dutyNowSchema,
  mayChange: z.boolean(),
  /** Who can hold which post; empty for those who may not change the roster. */
  candidates: z.array(person.extend({ account: z.string(), posts: z.array(postSchema) })),
});
export type RosterView = z.infer<typeof rosterViewSchema>;

/** GET /api/roster/hand-overs */
export const handOversViewSchema = z.object({
  /** Newest first. */
  handOvers: z.array(handOverViewSchema),
  /** What the viewer would hand over now, prefilled; null where the viewer holds no shift to hand over. */
  mine: z
    .object({
      outgoing: z.string(),
      incoming: z.string(),
      to: person,
      takesOverAt: time,
      matters: z.array(handedMatterSchema),
      failingSources: z.array(z.string()),
    })
    .nullable(),
});
export type HandOversView = z.infer<typeof handOversViewSchema>;

/** POST /api/roster/hand-overs — 交班. A note on a matter is read only by who may see its case. */
export const writeHandOverSchema = z.object({
  outgoing: id,
  incoming: id,
  note: words(1, 3_000),
  notes: z.array(z.object({ caseId: id, note: words(1, 500) })).max(200),
});
export type WriteHandOver = z.infer<typeof writeHandOverSchema>;

/** POST /api/roster/hand-overs/:id/decide — 签收, or 不予签收 with its reason. */
export const decideHandOverSchema = z.object({
  version: z.number().int().positive(),
  refusal: words(1, 1_000).nullable(),
});
export type DecideHandOver = z.infer<typeof decideHandOverSchema>;

/** POST /api/roster/shifts — one shift. */
export const addShiftSchema = z.object({
  post: postSchema,
  account: id,
  fromAt: z.iso.datetime({ offset: true }),
  toAt: z.iso.datetime({ offset: true }),
});
export type AddShift = z.infer<typeof addShiftSchema>;

/** POST /api/roster/import — a table of shifts (岗位,账号,开始,结束); shifts of the same posts and days that have not begun are replaced. */
export const importRosterSchema = z.object({ table: words(1, 200_000) });
export type ImportRoster = z.infer<typeof importRosterSchema>;

export const contactViewSchema = z.object({
  id: z.string(),
  unit: unitRefSchema,
  /** Post and name of the liaison: 办公室副主任, 林一鸣. */
  post: z.string(),
  person: z.string(),
  officePhone: z.string(),
  dutyPhone: z.string(),
  validFrom: day,
  validTo: day.nullable(),
  enteredBy: z.string(),
  /** It holds today. */
  current: z.boolean(),
  /** The viewer may end it. */
  mayChange: z.boolean(),
});
export type ContactView = z.infer<typeof contactViewSchema>;

/** GET /api/contacts?units=a,b or all; those that hold today and later ones, or with past=1 all. */
export const contactsViewSchema = z.object({
  contacts: z.array(contactViewSchema),
  /** Units whose contacts the viewer may change; null: any. */
  changes: z.array(unitRefSchema).nullable(),
});
export type ContactsView = z.infer<typeof contactsViewSchema>;

const phone = z
  .string()
  .trim()
  .max(40)
  .regex(/^[\d+()（）\s\-－转,，/]*$/, '请填写电话号码。');

/** POST /api/contacts */
export const addContactSchema = z.object({
  unitId: id,
  post: words(1, 40),
  person: words(1, 40),
  officePhone: phone,
  dutyPhone: phone,
  validFrom: day,
});
export type AddContact = z.infer<typeof addContactSchema>;

/** POST /api/contacts/:id/end — the last day on which it holds. */
export const endContactSchema = z.object({ validTo: day });
export type EndContact = z.infer<typeof endContactSchema>;
