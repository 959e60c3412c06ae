/** Work signals (工作提醒): the accountability flags of the board, raised from breaches. */
import type { NamedHandler } from '../platform/events/handling.ts';

/** The handler of breaches and of what mends them. */
export function signalHandler(): NamedHandler {
  return {
    name: 'accountability.signal',
    async run() {
      // filled by the accountability part
    },
  };
}
