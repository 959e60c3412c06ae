/** An edited export brought back over the page: told first, drafted when asked for; another person approves it. */
import type { ImportFile, ImportPlanView } from '../../contract/directory-matrix-view.ts';
import { IMPORT_BYTES } from '../../contract/import-limit.ts';
import type { Viewer } from '../../access/viewer.ts';
import { planImport } from '../../organisation/exchange/plan.ts';
import { organisationWorkbook, organisationYaml } from '../../organisation/exchange/write.ts';
import type { Organisation } from '../../organisation/model.ts';
import { readOrganisation } from '../../organisation/store.ts';
import type { Database } from '../../platform/database.ts';
import { Fault } from '../../platform/fault.ts';
import { Document } from '../../platform/http/route.ts';
import { chinaDay } from '../../rules/china-time.ts';
import { draftChanges } from '../changes/draft.ts';
import { changesInvalid } from '../changes/faults.ts';
import { changeSetView } from '../changes/view.ts';

/** The body of an import: the file in base64, and what stands around it. */
export const IMPORT_BODY_BYTES = Math.ceil(IMPORT_BYTES / 3) * 4 + 16 * 1024;

const EXCEL = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** The organisation as a file to keep. Fault `export_kind_unknown`. */
export async function exportFile(organisation: Organisation, format: string, now: Date): Promise<Document> {
  const headers = (ending: string): Record<string, string> => {
    const name = `组织-${organisation.name}-${chinaDay(now)}.${ending}`;
    const plain = `organisation-${organisation.code}-${chinaDay(now)}.${ending}`;
    return { 'Content-Disposition': `attachment; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(name)}` };
  };
  if (format === 'xlsx')
    return new Document(EXCEL, await organisationWorkbook(organisation), { headers: headers('xlsx') });
  if (format === 'yaml')
    return new Document('application/yaml; charset=utf-8', organisationYaml(organisation), {
      headers: headers('yaml'),
    });
  throw new Fault('export_kind_unknown', '只能导出为 xlsx 或 yaml。', {
    status: 422,
    action: '请从页面上的链接导出。',
  });
}

/**
 * What a file would change; with `draft`, a change set of origin `import` beside it. Faults: those of `planImport`,
 * `changes_invalid` (a draft of a file with faults, or without any change), `change_not_yours`.
 */
export async function importFile(db: Database, viewer: Viewer, file: ImportFile, now: Date): Promise<ImportPlanView> {
  const organisation = await readOrganisation(db);
  const { changes, ...plan } = await planImport(organisation, file.name, Buffer.from(file.content, 'base64'));
  if (file.draft === null) return { ...plan, set: null };
  if (plan.faults.length > 0) throw changesInvalid(plan.faults);
  if (changes.length === 0) throw changesInvalid(['文件与现行组织一致，没有可以起草的变更。']);
  const id = await draftChanges(db, viewer, { ...file.draft, origin: 'import', changes }, now);
  return { ...plan, set: await changeSetView(db, organisation, viewer, id) };
}
