import { describe, expect, it } from 'vitest';
import { judgeCategory } from '../../../classifiers/categories.ts';
import { readText } from '../../../classifiers/reading.ts';

const judge = (text: string) => judgeCategory(text, readText(text));

describe('judgeCategory', () => {
  it.each([
    ['青禾县印发养老服务发展规划 明年三月起施行', 'policy'],
    ['我们小区暖气一直不热,物业和热力公司都没人管,恳请解决', 'livelihood'],
    ['镇长收受工程老板贿赂被立案审查', 'credibility'],
    ['汀洲区一化工厂爆炸 消防正在救援 已致两人死亡', 'emergency'],
    ['养母长期虐待八岁女童 邻居听到哭声报警', 'morality'],
    ['网传岚口县大桥垮塌系谣言 造谣者被拘留', 'falsehood'],
    ['新专辑今晚上线 歌迷通宵排队买演唱会门票', 'none'],
    ['法国南部发生火车脱轨 多人死亡', 'none'],
    ['砚湖區小學旁工廠排放廢氣,居民苦不堪言,請求解決', 'livelihood'],
  ])('%s → %s', (text, category) => expect(judge(text).category).toBe(category));

  it('hears that a disaster is said elsewhere, and sends that to a person', () => {
    const verdict = judge('视频里的洪水发生在外地,与我县无关');
    expect(verdict.category).toMatch(/none|falsehood/);
    expect(verdict.needsReview).toBe(true);
  });

  it('hears denial: a drill against a collapse is less of an emergency than a collapse', () => {
    const plain = judge('岚口县水库溃坝').scores.emergency;
    expect(judge('岚口县开展防止水库溃坝知识宣传').scores.emergency).toBeLessThan(plain);
  });

  it('gives probabilities that sum to 1 and evidence that stands in the text', () => {
    const text = '岚口县山体滑坡,五户居民被埋,救援正在进行';
    const { scores, confidence, category, evidence } = judge(text);
    expect(Object.values(scores).reduce((a, b) => a + b, 0)).toBeCloseTo(1, 6);
    expect(confidence).toBe(Math.max(...Object.values(scores)));
    expect(evidence.length).toBeGreaterThan(0);
    for (const { start, end, term, supports } of evidence) {
      expect(text.slice(start, end)).toBe(term);
      expect(supports).toBe(category);
    }
  });

  it('judges a text without a letter to be none', () => {
    expect(judge('😀!!! 123').category).toBe('none');
  });
});
