/** Training within an installation: from what its people said, against the model that judges there, to one that judges from then on. */
import type { ModelSources } from '../../../classifiers/classify.ts';
import { modelFile } from '../../../classifiers/train.ts';
import { systemClock } from '../../platform/clock.ts';
import type { Config } from '../../platform/config.ts';
import type { Database } from '../../platform/database.ts';
import { Fault } from '../../platform/fault.ts';
import type { LearntFrom, ModelTask } from '../../platform/schema-models.ts';
import { lessonsOf } from '../../triage/corrections/lessons.ts';
import { personsWords } from '../../triage/corrections/store.ts';
import { activeModels, installModel, modelSources, readModel, retireModel } from '../../triage/models/store.ts';
import { withDatabase } from '../database.ts';
import { LABELS_OF } from '../evaluate-labels.ts';
import { shippedModel, trainOn, type Training, type TrainOptions } from '../train.ts';
import type { PresentModel } from './comparison.ts';
import { NO_MATERIAL, readMaterial, textKey, withLessons, type Material } from './material.ts';

export interface OfficeOptions extends TrainOptions {
  /** Learns from what people confirmed and corrected. */
  corrections?: boolean;
  /** Lets the new model judge, if it is better. */
  install?: boolean;
}

/** Actor of what is done at the command line. */
const COMMAND_LINE = 'command-line';

/** Trains within the installation that the settings name; the program may run meanwhile. Faults as `trainWithin`. */
export const trainInOffice = (
  config: Config,
  file: string | null,
  options: OfficeOptions,
  say: (line: string) => void,
): Promise<Training> => withDatabase(config, ({ db }) => trainWithin(db, file, options, systemClock(), say));

/**
 * Trains from a file, from what people said, or both, and compares with the model that judges now. Where the new one is better and
 * `install` is set, every process judges with it from its next batch on. Faults: those of `trainFromFile`, `nothing_said`,
 * `labels_not_ours`, `model_changed`.
 */
export async function trainWithin(
  db: Database,
  file: string | null,
  options: OfficeOptions,
  now: Date,
  say: (line: string) => void,
): Promise<Training> {
  const { task } = options;
  const present = await presentModel(db, task);
  const material = await materialOf(db, file, options, say);
  if (options.install) requireOurs(material, task);
  const { training, model } = trainOn(material, present, options, say);
  if (!options.install || training.refusal !== null) return training;
  const { candidate, folds, corpus, present: onLines } = training;
  const version = await installModel(
    db,
    {
      task,
      source: modelFile(model),
      replaces: present.version,
      figures: { macroF1: candidate.macroF1, labels: candidate.labels, folds, onLines, corpus },
      learntFrom: learntFrom(material, training.fromCorpus),
      actor: COMMAND_LINE,
    },
    now,
  );
  return { ...training, decision: 'installed', version };
}

function requireOurs({ lines }: Material, task: ModelTask): void {
  const stranger = lines.find(({ label }) => !LABELS_OF[task].includes(label));
  if (!stranger) return;
  throw new Fault('labels_not_ours', `A model of other labels than ours can't be installed: ${stranger.label}.`, {
    action: '--map says what each label stands for.',
  });
}

async function presentModel(db: Database, task: ModelTask): Promise<PresentModel> {
  const active = (await activeModels(db))[task];
  if (!active) return shippedModel(task);
  const { source, learntFrom: from } = await readModel(db, active);
  return { version: active.version, source, learnt: new Set(from.texts) };
}

async function materialOf(
  db: Database,
  file: string | null,
  options: OfficeOptions,
  say: (line: string) => void,
): Promise<Material> {
  const given = file === null ? NO_MATERIAL : await readMaterial(file, options);
  if (!options.corrections) return given;
  const lessons = lessonsOf(await personsWords(db), options.task);
  const { confirmed, corrected, destroyed } = lessons;
  say(`${confirmed} confirmed and ${corrected} corrected by people${destroyed > 0 ? `, ${destroyed} destroyed` : ''}`);
  const material = withLessons(given, lessons);
  if (material.lines.length > 0) return material;
  throw new Fault('nothing_said', 'Nobody has confirmed or corrected an item yet.', {
    action: 'Decide on items first, or give a file.',
  });
}

function learntFrom({ lines, file, people }: Material, corpus: number): LearntFrom {
  const { confirmed = 0, corrected = 0 } = people ?? {};
  return { corpus, file, confirmed, corrected, texts: lines.map(({ text }) => textKey(text)) };
}

/** Gives a task back to the shipped model; answers with the version that judged until now. Fault `no_model_installed`. */
export const revertModel = (config: Config, task: ModelTask): Promise<string> =>
  withDatabase(config, ({ db }) => retireModel(db, task, COMMAND_LINE, systemClock()));

/** The models of the office's own that judge now, by task; a task without one has the shipped one. */
export const sourcesInOffice = (config: Config): Promise<ModelSources> =>
  withDatabase(config, async ({ db }) => modelSources(db, await activeModels(db)));
