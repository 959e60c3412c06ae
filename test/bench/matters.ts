/** Invented matters in any number: each of its own place, thing and fault, so that an index of their words is like that of real ones. */
import { seeded } from '../../classifiers/random.ts';

const NAMING =
  '柳溪望江澜庭云麓青禾石桥新集白石清泉松岭梅园竹海枫林桐湾槐荫杏坛荷塘菱湖苇荡沙洲金谷银杉玉泉碧霞紫竹丹桂翠屏苍梧';
const KINDS = ['小区', '花园', '家园', '中学', '小学', '医院', '村', '大道', '市场', '公司', '广场', '公寓'];
const THINGS =
  '自来水 电梯 路灯 暖气 车库 围墙 下水道 变电箱 公交站 食堂 操场 垃圾站 停车位 物业费 房产证 工资 押金 噪音 油烟 养猪场 水塘 护栏 井盖 燃气 天桥 信号灯'.split(
    ' ',
  );
const FAULTS =
  '发黄有铁锈味 停运半个月没有人修 整条街都不亮 温度只有十四度 一下雨就漏水 倒塌压坏车辆 堵塞污水外溢 深夜嗡嗡作响 被取消老人不便 吃出异物 开裂摔伤学生 恶臭熏得不敢开窗 翻倍没有公示 拖了三年不办 拖欠四个月 到期不退 持续到凌晨两点 直排楼道'.split(
    ' ',
  );
const ASKS = [
  '打了三次热线都说转交处理,到现在没有结果,请尽快派人核查。',
  '我们几十户居民联名反映,希望给一个明确的时间。',
  '老人孩子都受影响,物业和街道互相推,请主管部门牵头解决。',
  '去年也发生过一次,当时说要改造,钱用到哪里去了请公开。',
];

export interface Matter {
  title: string;
  text: string;
  at: number;
}

const START = Date.UTC(2026, 0, 1);
const HOUR_MS = 3_600_000;

/** `count` matters, the same for the same seed: an hour or less apart, a name of two to four letters among some four million. */
export function inventedMatters(count: number, seed: number): Matter[] {
  const next = seeded(seed);
  const of = <T>(list: ArrayLike<T>): T => list[Math.floor(next() * list.length)] as T;
  return Array.from({ length: count }, (_, n) => {
    const name = Array.from({ length: 2 + Math.floor(next() * 3) }, () => of(NAMING)).join('');
    const place = `${name}${of(KINDS)}`;
    const [thing, fault] = [of(THINGS), of(FAULTS)];
    const number = 1 + Math.floor(next() * 30);
    return {
      title: `${place}${thing}${fault}`,
      text: `我是${place}${number}号楼的住户,这里的${thing}${fault},${of(THINGS)}也是${of(FAULTS)}。${of(ASKS)}${of(ASKS)}`,
      at: START + n * HOUR_MS * 0.1,
    };
  });
}
