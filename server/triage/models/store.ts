/** The models that an office has trained: the newest of a task judges; rows are added, never changed. */
import { createHash } from 'node:crypto';
import { transact, type Database, type Tx } from '../../platform/database.ts';
import type { NewEvent } from '../../platform/events/catalogue.ts';
import { append } from '../../platform/events/log.ts';
import { Fault } from '../../platform/fault.ts';
import type { LearntFrom, ModelTask } from '../../platform/schema-models.ts';

/** The version of a model: twelve hexadecimal digits over the bytes of its file. */
export const versionOf = (source: string): string => createHash('sha256').update(source).digest('hex').slice(0, 12);

/** A model that judges in the place of the shipped one. */
export interface ActiveModel {
  id: string;
  version: string;
}

/** Which models of the office's own judge now; a task without one has the shipped one. Cheap: asked before each batch. */
export async function activeModels(db: Database | Tx): Promise<Partial<Record<ModelTask, ActiveModel>>> {
  const rows = await db
    .selectFrom('installed_model')
    .distinctOn('task')
    .select(['id', 'task', 'version'])
    .orderBy('task')
    .orderBy('id', 'desc')
    .execute();
  return Object.fromEntries(rows.flatMap(({ id, task, version }) => (version ? [[task, { id, version }]] : [])));
}

/** The bytes of an installed model and what it has learnt from. */
export async function readModel(
  db: Database | Tx,
  { id }: ActiveModel,
): Promise<{ source: string; learntFrom: LearntFrom }> {
  const { source, learnt_from } = await db
    .selectFrom('installed_model')
    .select(['source', 'learnt_from'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  return { source: source ?? '', learntFrom: learnt_from as LearntFrom };
}

/** The bytes of active models, by task. */
export async function modelSources(
  db: Database | Tx,
  active: Awaited<ReturnType<typeof activeModels>>,
): Promise<Partial<Record<ModelTask, string>>> {
  const sources: Partial<Record<ModelTask, string>> = {};
  for (const [task, model] of Object.entries(active)) sources[task as ModelTask] = (await readModel(db, model)).source;
  return sources;
}

/** A model to be installed; `replaces` is the version it was compared with, null for the shipped one. */
export interface NewModel {
  task: ModelTask;
  source: string;
  replaces: string | null;
  figures: Record<string, unknown>;
  learntFrom: LearntFrom;
  actor: string;
}

/** Lets a model judge from now on; returns its version. Fault `model_changed` where another was installed since it was compared. */
export function installModel(db: Database, model: NewModel, now: Date): Promise<string> {
  const { task, source, replaces, figures, learntFrom, actor } = model;
  const version = versionOf(source);
  return transact(db, async (tx) => {
    const data = { task, version, replaces };
    await append(tx, [eventOf(task, { type: 'model_installed', data }, actor, now)]);
    // The event holds the stream's head: of two installations the second waits here, and then finds the first.
    const active = (await activeModels(tx))[task]?.version ?? null;
    if (active !== replaces)
      throw new Fault('model_changed', 'Another model was installed while this one was compared.', {
        action: 'Train again.',
      });
    await tx
      .insertInto('installed_model')
      .values({
        task,
        version,
        source,
        figures: JSON.stringify(figures),
        learnt_from: JSON.stringify(learntFrom),
        actor,
        at: now,
      })
      .execute();
    return version;
  });
}

/** Gives a task back to the shipped model; returns the version that judged until now. Fault `no_model_installed`. */
export function retireModel(db: Database, task: ModelTask, actor: string, now: Date): Promise<string> {
  return transact(db, async (tx) => {
    const active = (await activeModels(tx))[task];
    if (!active) throw new Fault('no_model_installed', `The shipped ${task} model judges already.`);
    const { version } = active;
    await append(tx, [eventOf(task, { type: 'model_retired', data: { task, version } }, actor, now)]);
    await tx
      .insertInto('installed_model')
      .values({ task, version: null, source: null, figures: '{}', learnt_from: '{}', actor, at: now })
      .execute();
    return version;
  });
}

type ModelEvent = Extract<NewEvent, { type: 'model_installed' | 'model_retired' }>;

const eventOf = (task: ModelTask, what: Pick<ModelEvent, 'type' | 'data'>, actor: string, at: Date): NewEvent =>
  ({ stream: `model:${task}`, ...what, actor, at }) as ModelEvent;
