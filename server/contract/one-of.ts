/** Schemas of identifiers from the vocabulary. */
import { z } from 'zod';

/** One of a list of identifiers. */
export const oneOf = <K extends string>(ids: readonly K[]) => z.enum(ids as unknown as [K]);
