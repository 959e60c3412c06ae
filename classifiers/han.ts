const FIRST = 0x3400;
const LAST = 0x9fff;

/** Whether a UTF-16 unit is a Han character (the basic block and its extension A). */
export const isHan = (unit: number): boolean => unit >= FIRST && unit <= LAST;
