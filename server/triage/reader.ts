/** Reads texts with the words and places of one jurisdiction. */
import { createClassifier, type Classifier } from '../../classifiers/classify.ts';
import { extendGazetteer, type Gazetteer } from '../../classifiers/gazetteer.ts';
import { nationalGazetteer } from '../../classifiers/places-national.ts';
import { places } from '../../classifiers/places.ts';
import { loadDictionary } from '../../classifiers/segment.ts';
import type { Organisation } from '../organisation/model.ts';

export interface Reader {
  classifier(): Classifier;
  /** Whether the words are the name of a place, whole. */
  isPlace(words: string): boolean;
}

/** Dictionary and gazetteer take a second to load: both are made at their first use. */
export function createReader(organisation: Organisation): Reader {
  let made: { classifier: Classifier; gazetteer: Gazetteer } | null = null;
  const make = () => {
    if (made) return made;
    loadDictionary();
    const gazetteer = extendGazetteer(nationalGazetteer(), organisation.territories);
    const placesIn = (text: string) => places(text, { gazetteer, jurisdiction: organisation.code });
    made = { gazetteer, classifier: createClassifier({ places: placesIn }) };
    return made;
  };
  return {
    classifier: () => make().classifier,
    isPlace: (words) =>
      make()
        .gazetteer.matchesAt(words, 0)
        .some((match) => match.end === words.length),
  };
}
