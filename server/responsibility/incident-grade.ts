/** 突发事件等级: confirmed by the competent department or the leader on duty, never by one key. */
import type { GradeIncident } from '../contract/case-requests.ts';
import type { IncidentGrade } from '../contract/vocabulary.ts';
import type { Viewer } from '../access/viewer.ts';
import { FAULTS, type Act, type Work } from '../cases/act.ts';
import { keepReason } from '../cases/reasons/store.ts';
import { moveCase, type LockedCase } from '../cases/store.ts';
import { resumeClocks } from '../clocks/arrange/store.ts';
import { clockFactsOf } from '../clocks/case-facts/store.ts';
import { INCIDENT_CLOCKS, startClocks, type RuleParts } from '../clocks/starting.ts';
import { stopClocks } from '../clocks/store.ts';
import type { Organisation } from '../organisation/model.ts';
import type { NewEvent } from '../platform/events/catalogue.ts';
import { Fault } from '../platform/fault.ts';
import { leadOf, type Assignment } from './store.ts';

/** Grades on which the clocks of 国办发〔2016〕61号 and 80号 hang. */
const setsIncidentClocks = (grade: IncidentGrade | null): boolean => grade === 'extreme' || grade === 'major';

const GRAVITY: readonly (IncidentGrade | null)[] = [null, 'general', 'large', 'major', 'extreme'];

type Graded = Pick<LockedCase, 'incident_grade' | 'incident_confirmed'>;

/** The incident grade as it was confirmed, by whom and when: another case takes it over as it stands. */
export const incidentOf = ({
  incident_grade,
  incident_confirmed,
  incident_confirmed_by,
  incident_confirmed_at,
}: LockedCase) => ({ incident_grade, incident_confirmed, incident_confirmed_by, incident_confirmed_at });

/** True where the first case's grade is confirmed, and the second's is not or is less grave. */
export const graverIncident = (a: Graded, b: Graded): boolean =>
  a.incident_confirmed &&
  (!b.incident_confirmed || GRAVITY.indexOf(a.incident_grade) > GRAVITY.indexOf(b.incident_grade));

/**
 * Confirms, changes or takes back the incident grade. An upgrade never restarts a clock: what was past at that moment is
 * 升级时已逾. Faults: `not_yours`, `case_changed`, `grade_unchanged`.
 */
export const gradeIncident =
  (parts: RuleParts): Work<GradeIncident> =>
  async (act) => {
    const { tx, found, viewer, actor, input, now } = act;
    const lead = await leadOf(tx, found.id);
    if (!mayGrade(viewer, found, lead, parts.organisation())) {
      throw FAULTS.notYours('值班领导、牵头单位或应急管理部门');
    }
    if (input.from.grade !== found.incident_grade || input.from.confirmed !== found.incident_confirmed) {
      throw FAULTS.changed('突发事件等级刚被他人确认');
    }
    if (found.incident_confirmed && input.grade === found.incident_grade) throw gradeUnchanged();
    await moveCase(
      tx,
      found.id,
      {
        incident_grade: input.grade,
        incident_confirmed: true,
        incident_confirmed_by: viewer.accountId,
        incident_confirmed_at: now,
      },
      now,
    );
    const { incident_grade: from } = found;
    const reasonHash = await keepReason(act, found.id, input.reason);
    const data = { caseId: found.id, from, grade: input.grade, reasonHash };
    const graded: NewEvent = { stream: `case:${found.id}`, type: 'incident_graded', data, actor, at: now };
    return [graded, ...(await incidentClocks(act, parts))];
  };

export const gradeUnchanged = (): Fault =>
  new Fault('grade_unchanged', '已经是这个等级，没有可保存的变更。', { status: 422, action: '请选定另一个等级。' });

/** A leader, the unit that leads the case, or the emergency department of its place or of one above it. */
function mayGrade(viewer: Viewer, found: LockedCase, lead: Assignment | null, organisation: Organisation): boolean {
  if (viewer.roles.includes('leader')) return true;
  if (!viewer.roles.includes('officer') || !viewer.unit) return false;
  if (viewer.unit.id === lead?.unit_id) return true;
  const unit = organisation.unit(viewer.unit.id);
  if (unit?.subject !== 'emergency_management') return false;
  return organisation.lineage(found.territory ?? organisation.code).includes(unit.territory);
}

async function incidentClocks(act: Act<GradeIncident>, parts: RuleParts): Promise<NewEvent[]> {
  const { tx, found, actor, input, now } = act;
  const caseId = found.id;
  if (!setsIncidentClocks(input.grade)) {
    return stopClocks(tx, caseId, { kinds: INCIDENT_CLOCKS }, 'ended', actor, now);
  }
  const instants = { occurred: null, detected: found.detected_at, dispatched: found.dispatched_at ?? now };
  const facts = await clockFactsOf(tx, caseId);
  return [
    ...(await resumeClocks(tx, caseId, INCIDENT_CLOCKS, actor, now)),
    ...(await startClocks(tx, parts, INCIDENT_CLOCKS, { caseId, instants, facts, upgrade: true }, actor, now)),
  ];
}
