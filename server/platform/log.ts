/** The log: JSON lines on stderr. Never a text, a name or a number of a writer: ids and codes only. */
import { pino, destination, type Logger } from 'pino';

export type Log = Logger;

/** Opens the log at a level. Synchronous, so that the last line before an end is not lost. */
export function openLog(level: string): Log {
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: { paths: ['password', '*.password', 'headers.cookie', 'headers.authorization'], censor: '[hidden]' },
    },
    destination({ fd: 2, sync: true }),
  );
}
