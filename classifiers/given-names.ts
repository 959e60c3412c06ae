/** How much a character speaks for a given name, where nothing introduces one. Simplified characters. */

/** Hardly met outside names. */
const DISTINCT = `
  娟芳淑婷娜琴霞倩雯婧妍媛娇嫣莹莉萍薇蓉菲茜蕾岚珊玲珍琳瑶璐瑾琪琦瑛琼玥璇珂琛琨颖艳燕凤秀桂梅芝芬芸芹娥娣姣婵婉娅
  俊杰伟磊涛浩鹏斌彬峰锋毅凯晖旭昊昕晗晟煜烨炜焕炳熙轩辰泽涵梓萱怡欣睿哲奕铭钧鑫钰铮钊骏骁骥麒麟翔翰腾胤嘉霖霏霄豪
  彪勋弘绍祯禧楠桐淼泓渊潇澜瀚灏淳慧聪敏翠耀惠玮珺瑜璟璋贤轶雁韬馨懿曦彤丹莎玫榕巍巧妮娴婕菁荔莺蓓瑗琬琰琅瑞鸿昭琮彧昀忻谦
  柱栓锁娃妞妹婶囡旺勤霁逸喆堃垚焱甜蔚茵菡芮妤妗姗姝婀娓昱晔皓翊祺祎禹舟屹峻嵘巩`;

/** As often in names as in words. */
const USUAL = `
  建国军华志文武庆永春夏秋冬金银宝卫红东平安宁康乐喜顺兴昌隆达成立世家学新胜利友朋宗宪守克继承启振远进先超凌飞帆航生水
  山川保广双小晓大天子玉英兰菊莲香荣云雪静洁清泉源海江河波洋洪润沛德仁义礼智忠孝廉诚敬良善恩明亮光辉勇刚强健龙虎雄博祥福寿
  祖裕贵根树松柏林森梁栋桃枫柳雷震露丽美佳琢宇晨诗雅悦锐锦翼开跃向汉民才发财富有全三四五六二元正同维思晴彩月星阳冰汝贞尚青
  长连占运厚业显传仲伯叔季孟仕士延培润滋滔若依欢可心如意一诺语言芯苗朵果冉笛岩石磐钢铁铜铸镇景曙晋晶莫琴笑歌舒展珠玺环琐
  定法权法来瑶池西北南中孔圣朝汛训锡钦铨铭亭京尧舜禹少佑佐任伦信倩宜宏宽宾寅寒尔岁帅师年庭廷彦彬征恒恺悟愉慈慰戈扬拥捷政
  教方昆映曼望木杉材村柔标校格梦槐歆殿水沁沐沙泰济浦涌涓深温湘溢滢漫焰照熊爱牧珉琉璞甫畅益盛相真知硕磊禄秉科程穆章童端竹策
  精素红纯经缘罡群羽耕育能自致良艺艾若茂茹草荷莘菊落葆虹蝉蜜融行袁衡言许识谋象赛赞起足路轮载道邦郁都里重野钟铃键镜闯闻
  阿应程敦老兵招土勃根呦陆陶雄集雨雷雾青非韵领风飘香驰驹高魁鲁鲜鸣鸽鹃鹤黎默鼎齐`;

const weights = new Uint8Array(65536);
for (const unit of USUAL.replace(/\s/g, '')) weights[unit.charCodeAt(0)] = 1;
for (const unit of DISTINCT.replace(/\s/g, '')) weights[unit.charCodeAt(0)] = 2;

/** 2 for a character hardly met outside names, 1 for one met in both, 0 for any other. */
export const nameWeight = (text: string, at: number): number => weights[text.charCodeAt(at)] ?? 0;

/** Given names of characters that elsewhere begin what follows a name. */
export const GIVEN_PAIRS: ReadonlySet<string> = new Set(
  '如玉 如冰 如月 如梅 如松 如海 如兰 如山 如春 如花 如云 向阳 向东 向前 向明 向军 向红 向荣 向南 向北 向群 向辉 立人 树人 育人 同心 同生 大同 先进 先锋 先明 先华 子先 光先 元元 元明 元庆 元春 元芳 道明 志向 志同 和平 和生 和明 永和 家和 镇江 镇海 镇涛 镇宇 镇东 镇国 镇华 镇邦 镇南 镇雄 镇坤 镇豪 镇辉 镇强 镇明'.split(
    ' ',
  ),
);

/** Persons of history and brands called after persons: named for what they stand for, nobody's data. */
export const PUBLIC_NAMES: ReadonlySet<string> = new Set(
  `毛泽东 周恩来 邓小平 江泽民 胡锦涛 习近平 朱镕基 温家宝 李克强 孙中山 宋庆龄 刘少奇 彭德怀 焦裕禄 孔繁森 黄文秀 张桂梅 袁隆平 钟南山 屠呦呦 钱学森 邓稼先
  李时珍 张仲景 诸葛亮 曹操 关羽 刘备 岳飞 文天祥 郑成功 林则徐 秦始皇 武则天 成吉思汗 王羲之 李白 杜甫 苏东坡 白居易 鲁迅 雷锋 黄继光 董存瑞 邱少云 王进喜 时传祥
  徐悲鸿 齐白石 梅兰芳 陶行知 陈嘉庚 邵逸夫 冼星海 聂耳 杨靖宇 赵一曼 左权 刘志丹 谢子长 吉鸿昌 张自忠 李大钊 瞿秋白 方志敏 向警予 马克思 列宁 恩格斯
  周大福 周大生 周生生 周六福 王老吉 王守义 李锦记 马应龙 陈克明 杨国福 张亮 钱大妈 周黑鸭 李宁 张小泉 方太 金龙鱼 王致和 谢馥春 陈李济 胡庆余 王朝阳 曹操出行 曹操专车
  高德 高德地图 金利来 雷克萨斯 花西子 孙悟空 林黛玉 贾宝玉 王麻子 吴裕泰 张一元 陶华碧 沙县小吃 司马昭 司马光 司马迁 安利 安居客 安踏 马可波罗 马拉松 成龙 白玉兰 白云山 金丝楠 高尔夫 包青天 方向盘`.split(
    /\s+/,
  ),
);
