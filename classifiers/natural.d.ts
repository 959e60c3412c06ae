declare module 'natural/lib/natural/distance/dice_coefficient.js' {
  /** Dice's coefficient of the two texts' character pairs, 0 to 1. */
  export default function diceCoefficient(a: string, b: string): number;
}

declare module 'natural/lib/natural/distance/jaro-winkler_distance.js' {
  /** Likeness by Jaro and Winkler, 0 to 1. */
  export default function jaroWinklerDistance(a: string, b: string): number;
}

declare module 'natural/lib/natural/distance/levenshtein_distance.js' {
  const distances: {
    /** Letters added, left out, replaced, and neighbours exchanged. */
    DamerauLevenshteinDistance(a: string, b: string, options?: { restricted?: boolean }): number;
  };
  export default distances;
}

declare module 'natural/lib/natural/classifiers/bayes_classifier.js' {
  /** Naive Bayes over words given as lists. */
  export default class BayesClassifier {
    addDocument(words: string[], label: string): void;
    train(): void;
    classify(words: string[]): string;
  }
}
