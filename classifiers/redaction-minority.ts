import { scanOf } from './word-scan.ts';

/*
 * Names without a Han surname, known by the parts they are made of: Uyghur and Kazakh, Mongolian, Tibetan, Yi. Written without
 * a dot they need two parts, or one that is a whole name. Simplified characters.
 */

const any = (parts: string): string => `(?:${parts.trim().split(/\s+/).join('|')})`;
const partsOf = (pattern: string): string[] => pattern.slice(3, -1).split('|');

const UYGHUR = any(`
  阿不都 阿卜杜 阿布都 阿不力 阿布力 买买提 麦麦提 买合木提 马合木提 麦合木提 艾合买提 艾买提 艾力 艾山 艾尼瓦尔 艾则孜 艾克拜尔 艾斯卡尔 艾尔肯 热依木 热合曼 热西提
  阿力木 热依汗 热依拉 热娜 热孜 克里木 克热木 克孜 拉提甫 外力 吾布力 吾买尔 吾拉 玉素甫 玉苏甫 依明 依力 依布拉音 伊力 伊敏 伊布拉音 亚森 亚生 牙生 库尔班 库热西 卡德尔 卡哈尔 卡米力
  凯赛尔 吐尔逊 吐尔洪 吐逊 图尔荪 图拉 托合提 托乎提 塔依尔 塔西 肉孜 如仙 茹仙 阿依 努尔 古丽 古力 娜尔 米热 迪丽 迪力 迪里 迪娜 拜尔 帕提 帕丽 帕夏 帕孜 帕尔哈提 帕尔 布威 再乃
  再娜 再努拉 再帕尔 孜莱 祖丽 皮亚 沙塔尔 沙吾提 沙依 司马义 斯马依 赛买提 赛迪 赛力克 萨迪尔 萨依 塞塔尔 尼亚孜 尼加提 木合塔尔 木拉提 木拉 木沙 穆萨 穆罕默德 买提 夏提 阿迪力
  阿里木 阿孜 阿尔曼 阿丽 阿米娜 阿斯哈尔 巴拉提 巴哈尔 巴合提 比拉力 达吾提 达列力 衣明 哈斯木 哈帕尔 哈山 哈丽 哈那提 海里 居来提 加马力 加帕尔 加依 提拉 排孜 排祖 西日甫 夏吾东
  叶尔 鲁扎 胡都 杰恩斯 木江 尔古丽`);
const UYGHUR_TAIL = any('江 汗 罕 古丽 别克 木 姆 兰 克');
const MONGOLIAN = any(`
  巴特尔 巴图 巴雅尔 乌兰 乌云 乌日娜 乌日 乌力吉 乌仁 乌恩 图雅 托娅 高娃 其木格 其其格 琪琪格 格日勒 斯琴 萨仁 萨日娜 萨日 娜仁 娜日 那仁 那顺 那日苏 那木 苏和 苏日娜 苏日 苏布 宝音 宝力
  孟和 孟克 额尔敦 额尔德 敖登 敖日 敖特根 朝鲁 朝格 青格 格勒 布和 布赫 哈斯 哈日 阿拉坦 阿拉腾 阿古拉 阿木古 阿茹娜 特木尔 吉日 嘎拉 呼和 呼格 牧仁 德力格 德格 满都 满达 道尔吉 道尔
  达来 恩和 恩克 海日 毕力格 吉雅 塔娜 莫日根 胡日 查苏 通拉嘎 通嘎 铁木尔 珠拉 日古楞 图门 图布 包音 扎木 仁钦 色音 都楞 毕勒 勒格 门德 巴根 巴音 吉格 木其 照日 照日格图 格图`);
const TIBETAN = any(`
  扎西 次仁 卓玛 多吉 多杰 尼玛 达瓦 平措 央金 白玛 格桑 索朗 索郎 索南 丹增 旦增 旦真 单增 洛桑 洛松 洛绒 德吉 德庆 德央 德钦 普布 边巴 巴桑 拉姆 拉毛 拉加 仁青 仁增 仁真 顿珠 益西 益珍 益希
  强巴 强措 嘉措 加措 罗布 罗桑 罗让 次旺 次珍 次央 次多 次成 次登 次培 次吉 桑吉 桑珠 桑姆 桑旦 才让 才旦 才仁 才旺 才吉 卓嘎 旺堆 旺姆 旺扎 曲珍 曲吉 曲扎 曲措 曲培 贡布 贡嘎 贡觉 贡秋 群培
  群措 土登 土旦 土丹 阿旺 昂旺 晋美 江央 加央 降央 降巴 泽仁 泽旺 泽郎 南杰 朗杰 南加 嘎玛 尕玛 更登 更尕 更松 根秋 根桑 拥宗 拥措 拥忠 志玛 俄色 西绕 西热 喜饶 向巴 向秋 塔杰 赤列 赤来 占堆
  丹巴 丹真 丹珠 色吉 斯朗 斯郎 白珍 白吉 米玛 巴登 巴丹 琼达 琼珍 玉珍 央宗 央珍 央拉 央吉 永吉 班觉 班玛 热杰 热旦 扎巴 扎桑 扎堆 措姆 措毛 完玛 完么 多旦 卓尕 南卡 坚赞 坚参 旦巴 旦周 梅朵 美朵 拉措 卓措 拉珍 拉吉 曲宗 曲桑 边珍 央吉 达娃 达珍 斯塔 定主 泽珍`);
const YI_FAMILY = any(`
  吉克 吉木 吉胡 吉子 吉觉 吉伍 吉则 沙马 沙玛 阿苏 阿硕 阿木 阿的 阿牛 阿约 阿余 阿库 阿尔 阿力 阿比 曲比 曲木 曲么 石一 莫色 马海 马黑 罗洪 比布 乌合 勒格 俄木 俄底 俄的 海来 加巴 节列 金古
  克其 拉马 立立 水洛 苏呷 瓦扎 瓦渣 瓦其 瓦西 惹几 日火 日黑 耍日 阿呷 阿西 尔古 尔其 且沙 切吉 麦色 的日 的莫 地日 杰觉 布史 结古 呷色 木出 依伙 所日 阿作 阿比 阿支`);
const YI_GIVEN = any(`
  木呷 尔呷 拉惹 拉铁 阿果 阿妞 阿甲 阿呷 阿支 五各 五呷 伍各 伍呷 伍牛 石布 石古 石色 日古 日扎 木果 木乃 木牛 木且 木加 拉则 古布 古惹 惹古 惹作 惹木 阿洛 阿古 约布 有布 有哈 依布 依合 子日
  子呷 色布 沙呷 史布 史哈 史古 达铁 达体 布都 布合 尔布 尔哈 尔古 尔日 么子 友果 作作 牛牛 曲布 曲铁 曲哈 克古 克惹 乌牛 乌且 伍支木 伍来 阿依 阿牛 阿鲁 呷呷 呷木 木子 阿木 惹子 拉日 石则 石伍`);
/** Of three characters and more, and no other thing's name. */
const WHOLE = any(
  '乌兰图雅 娜仁花 巴特尔 那日苏 苏日娜 其其格 琪琪格 乌日娜 萨日娜 阿茹娜 格日勒图 斯日古楞 莫日根 毕力格 通拉嘎 巴雅尔 特木尔 朝鲁门 其木格 苏日古嘎 呼格吉勒 阿迪力 买买提 麦麦提 艾合买提 热合曼 库尔班 古丽娜尔 热依汗 努尔兰 阿依努尔',
);

const NAMES = new RegExp(
  [
    `${UYGHUR}{2,4}${UYGHUR_TAIL}?`,
    `${UYGHUR}(?:江|古丽|别克)`,
    `${MONGOLIAN}{2,3}`,
    `${TIBETAN}{2}`,
    `${YI_FAMILY}(?:${YI_GIVEN}|[惹呷古布果各支妞尔铁哈]{1,2}木?)`,
    WHOLE,
  ].join('|'),
  'y',
);
/** What a name can begin with: cheaper to look for than for whole names. */
const BEGINNINGS = scanOf([UYGHUR, MONGOLIAN, TIBETAN, YI_FAMILY, WHOLE].flatMap(partsOf));
/** A town, a lake, a temple of such a name. */
const PLACE_BEHIND =
  /^(?:苏木|嘎查|镇|乡|村|旗|县|市|州|盟|街道|路|湖|山|寺|草原|社区|浩特|察布|达坂|林场|牧场|景区|机场|庙|滩)/;

const PARTS = scanOf([MONGOLIAN, TIBETAN, UYGHUR].flatMap(partsOf));

/** Length of the single such part that begins at `at`, 0 where none does: a name only where something introduces it. */
export const minorityPart = (text: string, at: number): number => PARTS.lengthAt(text, at);

/** Names of such parts in a normalised text. */
export function minorityNames(text: string, add: (start: number, end: number) => void): void {
  for (let at = 0; at + 2 < text.length; at++) {
    if (BEGINNINGS.lengthAt(text, at) === 0) continue;
    NAMES.lastIndex = at;
    const name = NAMES.exec(text)?.[0] ?? '';
    const end = at + name.length;
    if (name.length < 3 || PLACE_BEHIND.test(text.slice(end, end + 2))) continue;
    add(at, end);
    at = end - 1;
  }
}
