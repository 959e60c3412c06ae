/** What may be asked of a source in a dialog. */
import type { SourceTokenView } from '../../../server/contract/source-views.ts';

export type SourceAsk =
  { what: 'add' | 'change' | 'pause' | 'private' | 'token' } | { what: 'revoke'; token: SourceTokenView };
