/**
 * Reads an official answer beside the letter it answers: what is wrong with it, where, and what to change. Rules find the words; what
 * was learnt from invented replies (learnt/) hears the manner where no rule knows the words, and quiets a rule it does not bear out.
 * What is wrong with the whole comes alone (beside the point, a report, courtesies, phrases); what is missing is asked only of an
 * answer that is one. The program gives advice: whether an answer is improper a person says.
 */
import { besideThePoint } from './about.ts';
import { deniedIn, unverifiedDenials } from './denial.ts';
import { verdictOf, type ReplyFinding, type ReplyVerdict } from './finding.ts';
import { MANNERS, mannerOf, type Manner } from './learnt/manner.ts';
import { newsInsteadOfAnswer, reportAt } from './news.ts';
import { missingParts } from './missing.ts';
import { personalData } from './personal-data.ts';
import { boilerplateIn, emptyIn, nothingCheckable, nothingSaid } from './phrases.ts';
import { isFormula, sentencesOf } from './sentences.ts';
import { hostileSentences, hostileWords, isUnmistakable } from './tone.ts';

/** What `checkReply` gives: a verdict, and findings in the order of the answer. */
export interface CheckedReply {
  verdict: ReplyVerdict;
  findings: ReplyFinding[];
}

/** Checks an answer (`reply`) to a letter (`letter`: title and text). Offsets count UTF-16 units of the answer. Never throws. */
export function checkReply(letter: string, reply: string): CheckedReply {
  const shares = mannerOf(reply);
  const said = wordsAgainst(letter, reply, shares);
  const whole = said.length > 0 ? [] : wrongWhole(letter, reply, shares);
  const answers = said.length === 0 && whole.length === 0;
  const findings = [...personalData(reply), ...said, ...whole, ...(answers ? missingParts(letter, reply) : [])];
  findings.sort((a, b) => a.start - b.start || a.end - b.end);
  return { verdict: verdictOf(findings), findings };
}

/** Below this share of its manner a rule's scolding is not borne out. */
const UNHEARD = 0.06;
/** A sentence that scolds is heard within any answer from this share on. */
const BY_ITSELF = 0.6;
/** A manner is heard where it is the likeliest and has this share; plain words need not be many for a bad manner to be heard. */
const HEARD = 0.35;

/** From this share on an answer is one, though nothing in it could be looked up: it may lack parts. */
const PLAINLY = 0.6;

type Shares = Record<Manner, number>;

const likeliest = (shares: Shares): Manner =>
  MANNERS.reduce((best, name) => (shares[name] > shares[best] ? name : best), 'plain' as Manner);

const hears = (shares: Shares, manner: Manner): boolean => likeliest(shares) === manner && shares[manner] >= HEARD;

/** Scolding and denials: found in words, or heard in the manner. */
function wordsAgainst(letter: string, reply: string, shares: Shares): ReplyFinding[] {
  const scolding = hostileWords(reply);
  const denied = unverifiedDenials(letter, reply);
  if (hears(shares, 'hostile')) return [...(scolding.length > 0 ? scolding : hostileSentences(reply)), ...denied];
  const borneOut = shares.hostile >= UNHEARD ? scolding : scolding.filter((one) => scoldsAlone(reply, one));
  if (borneOut.length > 0 || denied.length > 0) return [...borneOut, ...denied];
  return hears(shares, 'unverified_denial') ? deniedIn(letter, reply) : [];
}

/** Whether words scold by themselves, or in their sentence, whatever the rest of a long answer is like. */
function scoldsAlone(reply: string, { start, end }: ReplyFinding): boolean {
  if (isUnmistakable(reply.slice(start, end))) return true;
  const sentence = sentencesOf(reply).findLast((one) => one.at <= start);
  return sentence !== undefined && mannerOf(sentence.text).hostile >= BY_ITSELF;
}

/** What is wrong with the answer as a whole: the first of a report, nothing said, another matter. */
function wrongWhole(letter: string, reply: string, shares: Shares): ReplyFinding[] {
  const report = reportHeard(reply, shares);
  if (report.length > 0) return report;
  const heard = heardNothing(reply, shares);
  if (heard.length > 0) return heard;
  const nothing = nothingSaid(reply);
  if (nothing.length > 0 && !hears(shares, 'plain')) return nothing;
  const beside = besideThePoint(letter, reply);
  if (beside.length > 0) return beside;
  if (shares.plain >= PLAINLY && !sentencesOf(reply).every(({ text }) => isFormula(text))) return [];
  return nothing.length > 0 ? nothing : nothingCheckable(reply);
}

/** A report by its manner, or by its words where the manner bears them out. */
function reportHeard(reply: string, shares: Shares): ReplyFinding[] {
  if (hears(shares, 'news_not_answer')) return reportAt(reply);
  return shares.news_not_answer >= UNHEARD ? newsInsteadOfAnswer(reply) : [];
}

/** Courtesies and phrases stand side by side: the manner says which the answer is. */
function heardNothing(reply: string, shares: Shares): ReplyFinding[] {
  if (hears(shares, 'boilerplate')) return boilerplateIn(reply);
  return hears(shares, 'empty_talk') ? emptyIn(reply) : [];
}
