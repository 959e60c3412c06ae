/** 事项编号 people say aloud: prefix, year in China Standard Time, running number, e.g. YC26-0412; pure. */
export function caseNumber(prefix: string, running: number, at: Date): string {
  const year = new Date(at.getTime() + 8 * 3_600_000).getUTCFullYear() % 100;
  return `${prefix}${String(year).padStart(2, '0')}-${String(running).padStart(4, '0')}`;
}
