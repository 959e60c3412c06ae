/** Reads texts with the words and places of one jurisdiction, and with the models that the office has installed. */
import { createClassifier, type Classifier, type ModelSources } from '../../classifiers/classify.ts';
import { extendGazetteer, type Gazetteer } from '../../classifiers/gazetteer.ts';
import { nationalGazetteer } from '../../classifiers/places-national.ts';
import { places } from '../../classifiers/places.ts';
import { loadWords } from '../../classifiers/segment.ts';
import type { PlaceMention } from '../../classifiers/verdict.ts';
import type { Organisation } from '../organisation/model.ts';
import type { Database, Tx } from '../platform/database.ts';
import { codeOf, messageOf } from '../platform/fault.ts';
import type { Log } from '../platform/log.ts';
import { MODEL_TASKS } from '../platform/schema-models.ts';
import { activeModels, modelSources } from './models/store.ts';

export interface Reader {
  /** The classifier with the models that judge now: one installed a moment ago, by whichever process, is in it. */
  classifier(db: Database | Tx): Promise<Classifier>;
  /** Whether the words are the name of a place, whole. */
  isPlace(words: string): boolean;
}

interface Words {
  gazetteer: Gazetteer;
  placesIn: (text: string) => PlaceMention[];
}

/** What verdicts read with takes a moment to load: it is made at its first use. */
export function createReader(organisation: () => Organisation, log: Log): Reader {
  let made: (Words & { of: Organisation['territories'] }) | null = null;
  const make = (): Words => {
    const { territories, code } = organisation();
    if (made?.of === territories) return made;
    loadWords();
    const gazetteer = extendGazetteer(nationalGazetteer(), territories);
    made = { of: territories, gazetteer, placesIn: (text) => places(text, { gazetteer, jurisdiction: code }) };
    return made;
  };
  let present: { models: string; words: Words; classifier: Classifier } | null = null;
  return {
    async classifier(db) {
      const active = await activeModels(db);
      const models = MODEL_TASKS.map((task) => active[task]?.id ?? 'shipped').join();
      const words = make();
      if (present?.models === models && present.words === words) return present.classifier;
      const classifier = classifierWith(await modelSources(db, active), words.placesIn, log);
      const { modelVersion } = classifier;
      const versions = { category: active.category?.version, subject: active.subject?.version };
      if (present || versions.category || versions.subject)
        log.info({ code: 'model_changed', modelVersion, ...versions }, 'another model judges from now on');
      present = { models, words, classifier };
      return classifier;
    },
    isPlace: (words) =>
      make()
        .gazetteer.matchesAt(words, 0)
        .some((match) => match.end === words.length),
  };
}

/** A model that this version of the program can't use is passed over: the shipped one judges, and the log says so. */
function classifierWith(sources: ModelSources, placesIn: Words['placesIn'], log: Log): Classifier {
  const models: ModelSources = {};
  for (const task of MODEL_TASKS) {
    const source = sources[task];
    if (source === undefined) continue;
    try {
      createClassifier({ places: placesIn, models: { [task]: source } });
      models[task] = source;
    } catch (error) {
      log.error(
        { code: 'model_unusable', task, cause: codeOf(error), reason: messageOf(error) },
        'the installed model does not fit this version; the shipped one judges. Train again',
      );
    }
  }
  return createClassifier({ places: placesIn, models });
}
