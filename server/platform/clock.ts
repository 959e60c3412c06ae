/** Time is passed in: the present as parts of the program are given it; tests pass their own. */
export type Clock = () => Date;

export const systemClock: Clock = () => new Date();
