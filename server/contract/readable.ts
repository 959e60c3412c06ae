/** Words of a person that another person will read. */
import { z } from 'zod';

/** Something a reader sees: blanks, invisible characters and half characters alone are nothing. */
const READABLE = /[\p{L}\p{N}\p{P}\p{S}]/u;

/** A text that says something, of at least and at most so many characters, without blanks around it. */
export const words = (fewest: number, most: number) =>
  z.string().trim().min(fewest).max(most).regex(READABLE, '请填写内容。');
