/** Routes of the duty matrix: its cells, one unit with what it holds, and the organisation out as a file and back. */
import { importFileSchema } from '../../contract/directory-matrix-view.ts';
import { SUBJECT_IDS, type Subject } from '../../contract/vocabulary.ts';
import { command, read, type AppRoute } from '../../access/declare.ts';
import { displayNames } from '../../access/store.ts';
import { chinaDay } from '../../rules/china-time.ts';
import type { ChangeParts } from '../changes/declare.ts';
import { effectiveSets, waitingSets } from '../changes/store.ts';
import { exportFile, IMPORT_BODY_BYTES, importFile } from './import.ts';
import { cellMissing, cellView, matrixView } from './matrix.ts';
import { unitView } from './unit.ts';

export interface MatrixParts extends ChangeParts {
  directoryVersion(): number;
}

const subjectOf = (text: string | undefined): Subject => {
  const subject = SUBJECT_IDS.find((id) => id === text);
  if (!subject) throw cellMissing();
  return subject;
};

export function matrixRoutes(parts: MatrixParts): AppRoute[] {
  const { db, now, organisation, rulebook } = parts;
  return [
    read({
      method: 'GET',
      path: '/api/directory/matrix',
      access: 'directory.read',
      handle: async ({ caller }) =>
        matrixView({
          organisation: organisation(),
          waiting: await waitingSets(db),
          directoryVersion: parts.directoryVersion(),
          today: chinaDay(now()),
          viewer: caller,
        }),
    }),
    read({
      method: 'GET',
      path: '/api/directory/cell',
      access: 'directory.read',
      handle: async ({ query }) => {
        const [waiting, effective] = await Promise.all([waitingSets(db), effectiveSets(db)]);
        const deciders = effective.flatMap((set) => (set.decidedBy ? [set.decidedBy] : []));
        const names = await displayNames(db, [...new Set(deciders)]);
        const facts = { organisation: organisation(), rulebook: rulebook(), waiting, effective, names };
        return cellView(facts, query.territory ?? '', subjectOf(query.subject));
      },
    }),
    read({
      method: 'GET',
      path: '/api/directory/units/:id',
      access: 'directory.draft',
      handle: ({ caller, params: { id = '' }, query }) =>
        unitView(db, organisation(), caller, id, query.successor ?? null),
    }),
    ...exchangeRoutes(parts),
  ];
}

function exchangeRoutes({ db, now, organisation }: MatrixParts): AppRoute[] {
  return [
    read({
      method: 'GET',
      path: '/api/directory/export',
      access: 'directory.read',
      handle: ({ query }) => exportFile(organisation(), query.format ?? '', now()),
    }),
    command({
      method: 'POST',
      path: '/api/directory/import',
      access: 'directory.draft',
      body: importFileSchema,
      bodyLimit: IMPORT_BODY_BYTES,
      handle: ({ caller, body }) => importFile(db, caller, body, now()),
    }),
  ];
}
