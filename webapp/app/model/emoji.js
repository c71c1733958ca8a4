/** Those that are offered: [emoji, its names without spaces, the first of which completes behind a colon]. */
const ALL = [
  ['👍', '+1 thumbs-up yes 赞'], ['👎', '-1 thumbs-down no 踩'], ['❤️', 'heart love 爱心'], ['😂', 'joy laugh 笑哭'], ['🎉', 'tada party 庆祝'], ['😮', 'wow surprised 惊讶'],
  ['😢', 'cry sad 哭'], ['🙏', 'pray thanks please 谢谢'], ['👀', 'eyes look 看'], ['✅', 'check done 完成'], ['❌', 'cross wrong 错'], ['🔥', 'fire hot 火'],
  ['💯', '100 hundred 满分'], ['👏', 'clap bravo 鼓掌'], ['🙌', 'raised-hands hooray 举手'], ['💪', 'muscle strong 加油'], ['👋', 'wave hello bye 挥手'], ['🤝', 'handshake deal 握手'],
  ['👌', 'ok-hand fine 好的'], ['✌️', 'v victory 胜利'], ['🤞', 'crossed-fingers luck 好运'], ['🫡', 'salute 敬礼'], ['🤔', 'thinking hmm 思考'], ['🤷', 'shrug 耸肩'],
  ['🙂', 'smile 微笑'], ['😀', 'grin happy 开心'], ['😄', 'smiley 大笑'], ['😅', 'sweat-smile phew 尴尬'], ['🤣', 'rofl 捧腹'], ['😊', 'blush 害羞'],
  ['😉', 'wink 眨眼'], ['😍', 'heart-eyes 花痴'], ['🥰', 'adore 喜爱'], ['😘', 'kiss 亲亲'], ['😋', 'yum 好吃'], ['😎', 'cool sunglasses 酷'],
  ['🤩', 'star-struck 崇拜'], ['🥳', 'partying 派对'], ['😏', 'smirk 得意'], ['😐', 'neutral 无语'], ['🙄', 'eye-roll 白眼'], ['😬', 'grimace 龇牙'],
  ['😴', 'sleeping tired 睡觉'], ['😷', 'mask ill 口罩'], ['🤒', 'sick fever 生病'], ['🤯', 'mind-blown 震惊'], ['😳', 'flushed 脸红'], ['🥺', 'pleading 拜托'],
  ['😭', 'sob 大哭'], ['😱', 'scream 尖叫'], ['😡', 'angry rage 生气'], ['😈', 'devil 恶魔'], ['🤡', 'clown 小丑'], ['💩', 'poop 便便'],
  ['👻', 'ghost 鬼'], ['🤖', 'robot bot 机器人'], ['🐛', 'bug 虫'], ['🚀', 'rocket ship 火箭'], ['⭐', 'star 星'], ['✨', 'sparkles new 闪亮'],
  ['⚡', 'zap lightning 闪电'], ['💡', 'bulb idea 主意'], ['💥', 'boom crash 爆炸'], ['🎯', 'dart target 目标'], ['🏆', 'trophy win 奖杯'], ['🎂', 'cake birthday 蛋糕'],
  ['🎁', 'gift present 礼物'], ['☕', 'coffee 咖啡'], ['🍵', 'tea 茶'], ['🍺', 'beer 啤酒'], ['🍕', 'pizza 披萨'], ['🍜', 'noodles 面条'],
  ['🌞', 'sun 太阳'], ['🌈', 'rainbow 彩虹'], ['🌧️', 'rain 雨'], ['❄️', 'snow cold 雪'], ['🌱', 'seedling grow 发芽'], ['🌹', 'rose 玫瑰'],
  ['🐱', 'cat 猫'], ['🐶', 'dog 狗'], ['🐼', 'panda 熊猫'], ['🦄', 'unicorn 独角兽'], ['🐢', 'turtle slow 乌龟'], ['🐘', 'elephant 大象'],
  ['💻', 'laptop computer 电脑'], ['🔧', 'wrench fix 扳手'], ['🔒', 'lock 锁'], ['🔑', 'key 钥匙'], ['📌', 'pin 图钉'], ['📅', 'calendar date 日历'],
  ['📈', 'chart-up 上涨'], ['📉', 'chart-down 下跌'], ['📦', 'package release 包裹'], ['📝', 'memo note 备忘'], ['⏰', 'alarm-clock time 闹钟'], ['⏳', 'hourglass wait 等待'],
  ['⚠️', 'warning careful 警告'], ['❓', 'question 问号'], ['❗', 'exclamation 叹号'], ['➕', 'plus 加'], ['➖', 'minus 减'], ['💔', 'broken-heart 心碎'],
].map(([emoji, names]) => ({ emoji, names: names.split(' ') }));

const AT_ONCE = 8; // proposed behind a colon
const BEHIND_COLON = /(^|[\s(])(:([\p{L}\d+_-]{2,}))$/u;

/** Those whose names begin with a text; all of them if it is empty. */
export function search(text) {
  const wanted = text.trim().toLowerCase();
  const rank = ({ names }) => names.findIndex((name) => name.startsWith(wanted));
  return ALL.filter((one) => rank(one) >= 0).sort((a, b) => (wanted ? rank(a) - rank(b) : 0));
}

/** What a colon and the beginning of a name before the caret can become: {from, to, found: [{emoji, names}]}, or null. */
export function emojiCompletion(text, caret) {
  const [, before, whole, name] = BEHIND_COLON.exec(text.slice(0, caret)) ?? [];
  const found = name ? search(name).slice(0, AT_ONCE) : [];
  return before !== undefined && found.length ? { from: caret - whole.length, to: caret, found } : null;
}
