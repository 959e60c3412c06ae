/** What a command answers where somebody else was faster, or where its doer no longer sees the thing. */
import { Fault } from './fault.ts';

/** What a read shows, or nothing where an act took it out of the caller's sight (退回、移送): that is no fault. */
export async function ifVisible<T>(read: () => Promise<T>): Promise<T | undefined> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof Fault && error.status === 404) return undefined;
    throw error;
  }
}

/** Runs a decision; a clash (409) carries what is there now as `current`. */
export async function clashWith<T>(current: () => Promise<unknown>, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Fault) || error.status !== 409 || error.current !== undefined) throw error;
    const { code, message, action, fields } = error;
    throw new Fault(code, message, {
      status: 409,
      ...(action === undefined ? {} : { action }),
      ...(fields === undefined ? {} : { fields }),
      current: await current(),
      cause: error,
    });
  }
}
