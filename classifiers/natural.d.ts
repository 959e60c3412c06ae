declare module 'natural/lib/natural/distance/dice_coefficient.js' {
  /** Dice's coefficient of the two texts' character pairs, 0 to 1. */
  export default function diceCoefficient(a: string, b: string): number;
}
