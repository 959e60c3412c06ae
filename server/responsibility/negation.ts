/** Whether words that stand in a text are denied there: 不是省管公路, 与燃气公司无关. */

const DENIED_BEFORE = /(?:不是|并非|不属|非|不再|不由|没有由|并不|不算)[^,，。;；]{0,3}$/;
const UNRELATED_AFTER = /^[^,，。;；]{0,4}(?:无关|没关系|没有关系)/;
const REACH = 8;

/** True where what stands from `start` to `end` is denied by the words beside it. */
export function denied(text: string, start: number, end: number): boolean {
  return (
    DENIED_BEFORE.test(text.slice(Math.max(0, start - REACH), start)) ||
    UNRELATED_AFTER.test(text.slice(end, end + REACH + 2))
  );
}
