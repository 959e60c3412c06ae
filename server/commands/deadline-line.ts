/** `huiying deadline`: one time limit a line. */
import { z } from 'zod';
import { parseLine } from '../platform/jsonl.ts';
import { loadCalendar } from '../rules/calendar.ts';
import { chinaIso } from '../rules/china-time.ts';
import { deadlineOf } from '../rules/deadline.ts';
import { loadRulebook } from '../rules/rulebook.ts';

const lineSchema = z.object({
  clock: z.enum(['hours', 'workdays']),
  // Any number passes here, so that deadlineOf can say in its own words what is wrong with it.
  amount: z.union([z.number(), z.nan()]),
  start: z.string().max(60),
});

/**
 * A function over lines `{clock, amount, start}`, answering `{due, explain}`. `profile` adds a profile's local holidays; an unknown
 * one throws Fault `unknown_profile` at once.
 */
export function createDeadlineLine(options: { profile?: string } = {}): (line: unknown) => Record<string, unknown> {
  const calendar =
    options.profile === undefined ? loadCalendar() : loadCalendar(loadRulebook().localDays(options.profile));
  return (line) => {
    const { due, explain } = deadlineOf(parseLine(lineSchema, line), calendar);
    return { due: chinaIso(due), explain };
  };
}
