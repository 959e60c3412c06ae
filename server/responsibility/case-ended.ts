/** What a case that has ended, or waits for a ruling, refuses. */
import type { Viewer } from '../access/viewer.ts';
import { numberOf, type LockedCase } from '../cases/store.ts';
import type { Tx } from '../platform/database.ts';
import { Fault } from '../platform/fault.ts';
import { ENDED_STATES } from '../contract/vocabulary-case.ts';

/** Refuses to put anything into a case that has ended, naming the one it went into. Fault `case_ended`. */
export async function requireOpen(tx: Tx, viewer: Viewer, found: LockedCase): Promise<void> {
  if (!ENDED_STATES.includes(found.state)) return;
  const into = found.merged_into ? await numberOf(tx, viewer, found.merged_into) : null;
  const what = found.state === 'merged' ? `已并入${into ? ` ${into}` : '其他事项'}` : '已办结';
  throw new Fault('case_ended', `${found.number} ${what}，没有归入。`, {
    status: 409,
    action: into ? `请归入 ${into}，或另行立项。` : '请选定另一个事项，或另行立项。',
  });
}

/** A return asks whose case it is: that is ruled on first. Fault `return_under_way`. */
export function requireNotReturned(found: LockedCase): void {
  if (found.state !== 'return_ruling') return;
  throw new Fault('return_under_way', '这个事项的退回还没有裁定，没有保存。', {
    status: 409,
    action: '请先裁定退回。',
  });
}
