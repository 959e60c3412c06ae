/** Margins to probabilities: the temperature and class offsets under which held-out verdicts have the least log loss. */
import { softmax } from './model.ts';
import { balanceOf, type Calibration } from './training.ts';

/** One held-out prediction: the margins of a model that never saw the sample, and its true class. */
export interface HeldOut {
  margins: ArrayLike<number>;
  target: number;
}

const STEPS = 200;
const RATE = 0.5;
/** Keeps the offsets small where a class has few samples. */
const PENALTY = 0.01;

/** Fits by gradient descent from temperature 1 and no offsets; the same samples give the same values. */
export function calibrate(heldOut: readonly HeldOut[], classes: number): Calibration {
  const balance = balanceOf(heldOut.map(({ target }) => String(target)));
  const weighted = heldOut.map((one) => ({ ...one, weight: balance.get(String(one.target)) ?? 1 }));
  let slope = 1;
  const offsets = new Float64Array(classes);
  for (let step = 0; step < STEPS; step += 1) {
    let slopeGradient = 0;
    const gradients = new Float64Array(classes);
    for (const { margins, target, weight } of weighted) {
      const shares = softmax(Array.from(margins, (margin, c) => margin * slope + (offsets[c] ?? 0)));
      shares.forEach((share, c) => {
        const error = (share - (c === target ? 1 : 0)) * weight;
        slopeGradient += error * (margins[c] ?? 0);
        gradients[c] = (gradients[c] ?? 0) + error;
      });
    }
    const count = Math.max(1, heldOut.length);
    slope = Math.max(0.2, slope - (RATE * 4 * slopeGradient) / count);
    for (let c = 0; c < classes; c += 1) {
      const gradient = (gradients[c] ?? 0) / count + PENALTY * (offsets[c] ?? 0);
      offsets[c] = (offsets[c] ?? 0) - RATE * 4 * gradient;
    }
  }
  return {
    temperature: Number((1 / slope).toFixed(4)),
    offsets: Array.from(offsets, (value) => Number(value.toFixed(4))),
  };
}
