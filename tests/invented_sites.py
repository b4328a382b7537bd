"""Invented sites of several shapes: the lines of each of their pages. No two pages have the same article."""

from __future__ import annotations

from itertools import product
from random import Random

PAGES = 7
PEOPLE = ("船工", "裁缝", "邮差", "木匠", "教师", "面点师", "钟表匠")
PLACES = ("渡口", "南街", "山口", "旧桥", "学堂", "河埠", "钟楼")
AUTHORS = ("沈青禾", "陆远山", "顾南星", "沈青禾", "方小满", "陆远山", "程一苇")
DEEDS = ("把门口的雪扫干净，又给炉子添了两块炭", "数了一遍工具，少一件也不肯开工", "在账本上记下当天的天气，四十年没有断过")
CHARACTERS = "山水云雨风雪春夏秋冬船桥渡口茶米油盐柴门窗灯火鸡犬牛羊马鱼鸟花草木石田土路车站店铺街巷井河湖海岸沙村镇城乡父母兄弟姐妹师"
REASONS = ("他说这是师傅教的，改不了", "邻居们早已习惯，没有人觉得奇怪", "年轻人来学过，学了三天就走了", "他不肯涨价，说老主顾们也不容易")


def title(n: int) -> str:
    return f"{PLACES[n]}边的{PEOPLE[n]}和他的一天"


def body(n: int) -> list[str]:
    """The paragraphs of an article, which no other has."""
    own = product(DEEDS, REASONS)
    return [f"{PLACES[n]}的{PEOPLE[n]}每天早上第{n + k + 2}件事，是{deed}；{reason}。" for k, (deed, reason) in enumerate(own)]


def account(n: int) -> list[str]:
    """A public account: the author stands amid the line below the title."""
    foot = ["预览时标签不可点", "微信扫一扫", "关注该公众号", "轻触阅读原文", "向上滑动看下一个"]
    return [title(n), f"原创 {AUTHORS[n]} 河图观察 2021-0{n + 1}-1{n} 08:3{n}", *body(n), *foot]


def notices(n: int) -> list[str]:
    """The notices of a town hall: many lines above, no author, an outlet and counters in one line with the date."""
    head = ["无障碍浏览", "江县人民政府", f"当前位置：首页 > 政务公开 > {('公告', '公示')[n % 2]} > 正文", title(n)]
    line = f"发布时间：2021-0{n + 1}-1{n} 信息来源：县{('发改局', '教育局', '农业局')[n % 3]} 浏览次数：{31 * n + 7}"
    return [*head, line, *body(n), "扫一扫在手机打开当前页", "打印本页 关闭窗口", "网站标识码：3300000001"]


def trade(n: int) -> list[str]:
    """A trade site: the author alone below the title, counters, boxes between paragraphs, comments in whole sentences."""
    head = [title(n), AUTHORS[n], f"2021-0{n + 1}-1{n}", f"{n} 评论 {517 + 31 * n} 浏览 {n + 2} 收藏"]
    lines = body(n)
    lines[n % 5 + 2 : n % 5 + 2] = ["手艺入门课", "名师带练，配套工具，学完就可以自己动手做一只木桶。", "查看详情 >"]
    comments = [line for k in range(n % 4) for line in (AUTHORS[k], "写得真好，我的外公也是做这一行的，看得我眼睛都湿了。", "回复")]
    return [
        *head,
        *lines,
        "收藏",
        "微信扫一扫",
        "微信二维码",
        "为你推荐",
        title((n + 3) % PAGES),
        "评论",
        "请登录后评论",
        *comments,
        "手艺网 备案号",
    ]


def encyclopedia(n: int) -> list[str]:
    """A wiki: a table of the headings above the text, a link behind each heading, and the date below, in words of its own."""
    lines = body(n)
    headings = {3: f"{PEOPLE[n]}的手艺", 7: f"{PLACES[n]}的旧事"}
    text = [line for k, own in enumerate(lines) for line in ([f"{headings[k]}[编辑]", own] if k in headings else [own])]
    contents = [f"{k} {heading}" for k, heading in enumerate(headings.values(), 1)]
    foot = ["分类：手艺人", f"本页面最后修订于2021年{n + 1}月1{n}日 (星期三) 08:3{n}。", "隐私政策", "关于江河百科", "免责声明"]
    return [
        f"{title(n)} - 江河百科，自由的地方志",
        "跳转到导航",
        title(n),
        "条目",
        "讨论",
        "查看历史",
        "来自江河百科",
        "目录",
        *contents,
        *text,
        *foot,
    ]


def newspaper(n: int) -> list[str]:
    """The page of a newspaper: the titles of other articles stand above the title, which nothing repeats; the byline names two people."""
    others = [title((n + k) % PAGES) for k in range(2, 4 + n % 2)]
    head = [
        "江县日报数字报",
        f"2021年0{n + 1}月1{n}日 星期三",
        "版面导航",
        "第A01版：要闻",
        "标题导航",
        *others,
        "江县日报",
        "上一篇 下一篇",
    ]
    byline = f"□本报记者 {AUTHORS[n]} 通讯员 {AUTHORS[(n + 1) % PAGES]}"
    day = f"2021年0{n + 1}月1{n}日 放大 缩小 默认"
    return [*head, day, title(n), byline, *body(n), "上一篇 下一篇", "版权所有 江县日报社"]


def newsroom(n: int) -> list[str]:
    """A platform that takes articles from accounts: a credit below the text names the author, boxes between paragraphs have two lines."""
    lines = body(n)
    lines[n % 5 + 2 : n % 5 + 2] = ["推荐阅读", title((n + 3) % PAGES)]
    if n % 2:
        lines[n % 3 + 5 : n % 3 + 5] = ["广告", "榫卯工具全套包邮 热线：400-000-0000"]
    credit = f"本文来自微信公众号“木作{n}号”（ID：muzuo{n}），作者：{AUTHORS[n]}，编辑：李某，河埠网经授权发布。"
    head = [title(n), "河埠网", "快讯", "寻求报道", title(n), f"木作{n}号·2021年0{n + 1}月1{n}日 08:3{n}", "关注"]
    return [
        *head,
        *lines,
        credit,
        "该文观点仅代表作者本人，河埠网仅提供信息存储空间服务。",
        "最近内容",
        title((n + 2) % PAGES),
        "3小时前",
        "河埠网APP下载",
    ]


def journal(n: int) -> list[str]:
    """A printed newsletter: its name and that of the section come back on each sheet, also between paragraphs."""
    lines = body(n)
    name = f"河埠参考 2021年第{n + 1}期（总第{n + 41}期）"
    for place in (9, 4):
        lines[place:place] = [name, "专题研究"]
    head = [name, f"2021年0{n + 1}月1{n}日出版", "内部资料 免费交流", "专题研究", title(n), f"本刊记者　{AUTHORS[n]}"]
    return [*head, *lines, "主办单位：河埠手艺学会", "投稿邮箱：post@river.example"]


def circular(n: int) -> list[str]:
    """A notice of an office, with a salutation above and a signature below, the same on all its notices."""
    head = ["江县人民政府", "无障碍浏览", f"当前位置：首页 > 政务公开 > {('公告', '公示')[n % 2]} > 正文", title(n)]
    line = f"发布时间：2021-0{n + 1}-1{n} 信息来源：县手艺局 浏览次数：{31 * n + 7}"
    return [*head, line, *circular_text(n), "扫一扫在手机打开当前页", "打印本页 关闭窗口", "网站标识码：3300000001"]


def circular_text(n: int) -> list[str]:
    return ["各乡镇人民政府，县直各单位：", *body(n), "江县手艺局", f"2021年{n + 1}月1{n}日"]


def unlike(lines: list[str], n: int) -> list[str]:
    """The lines of a page, in which the paragraphs are those of an article that is not like those of the other pages."""
    words = Random(n)
    own = body(n)
    return ["".join(words.choice(CHARACTERS) for _ in range(40)) + "。" if line in own else line for line in lines]


def player(n: int) -> list[str]:
    """A site that reads its articles aloud: a slogan and clocks below the date, advertisements and links with a label inside."""
    section = [("手艺", "老街巷")[n % 2]] if n in (2, 3) else []
    head = [
        "手艺之家",
        *section,
        title(n),
        AUTHORS[n],
        f"2021-0{n + 1}-1{n}",
        f"{517 + 31 * n} 人读过",
        "闭上眼睛，听一听这篇文章吧！",
        "00:00",
        "00:00",
    ]
    lines = body(n)
    lines[n % 5 + 2 : n % 5 + 2] = [("广告", f"【相关阅读】{title((n + 2) % PAGES)}")[n % 2]]
    signed = [f"本文由 @{AUTHORS[n]} 首发于手艺之家，未经许可，禁止转载", "题图来自图库"][: 2 * (n % 2)]
    readers = ["往期推荐", title((n + 3) % PAGES), title((n + 5) % PAGES)] if n % 2 else []
    return [*head, *lines, *signed, *readers, "给作者买一杯茶", "打开手艺之家客户端", "手艺之家 备案号"]


def answers(n: int) -> list[str]:
    """Answers to a question, which some pages explain; the name alone behind the order of the answers, its date below the answer."""
    topics = sorted(Random(n).sample(["手艺", "生活", "老街", "木工"], 2))
    asked = ["学了两年，想听听各位师傅的看法。"] if n % 2 else []
    head = [
        "等你来答",
        "消息中心",
        *topics,
        title(n),
        *asked,
        f"关注者 {n + 7}",
        f"被浏览 {517 + 31 * n}",
        "邀请回答",
        "默认排序",
        AUTHORS[n],
    ]
    foot = [f"发布于 2021-0{n + 1}-1{n} 08:3{n}", f"赞同 {n + 3}", "添加评论", "收起回答"]
    other = [
        AUTHORS[(n + 2) % PAGES],
        "我家也是做这一行的，说得没错。",
        f"编辑于 2020-0{n + 1}-2{n} 09:3{n}",
        "赞同 2 添加评论",
        "侵权举报 举报专区",
    ]
    return [*head, *body(n), *foot, *other]


def catalogued(n: int) -> list[str]:
    """The notices of an office, some with lines for its catalogue above the title."""
    lines = [f"索 引 号：JX{n}003-2021-00{n + 12}", "发布机构：江县教育局", f"文 号：江教办〔2021〕{n + 4}号"] if n % 3 == 0 else []
    day = f"2021-0{n + 1}-1{n}"
    line = (f"发布日期：{day} 浏览次数：{31 * n + 7}", f"发布时间：{day} 信息来源：县教育局 浏览次数：{31 * n + 7}次")[n % 2]
    head = ["江县人民政府门户网站", "长者模式 无障碍浏览", "当前位置：首页 > 通知公告", *lines, title(n), line]
    return [*head, *body(n), "扫一扫在手机打开当前页", "打印本页 关闭窗口", "网站标识码：3300000001"]


def workshops(n: int) -> list[str]:
    """A magazine with boxes between paragraphs, now here and now there: a workshop, its price, its readers; and the card of the account."""
    lines = body(n)
    courses = ("木桶入门", "旗袍盘扣", "面点三十讲")
    box = [courses[n % 3], f"￥{39 + 20 * n}", f"{1517 + 311 * n:,} 人学过", ("报名", "看看")[n % 2]]
    lines[n % 6 + 4 : n % 6 + 4] = box
    lines[n % 4 + 1 : n % 4 + 1] = ["河埠手艺志", "写手艺人的书。", f"{31 + n}篇原创内容"]
    head = ["河埠手艺志", "首页", "书店", title(n), f"{AUTHORS[n]} 2021-0{n + 1}-1{n}"]
    return [*head, *lines, "留言", "写留言", "河埠手艺志 备案号"]


def stocktaking(n: int) -> list[str]:
    """The reports of a workshop: each has the same small table amid its text, with prices and numbers of people, below the same words."""
    lines = body(n)
    table = ["本月的账如下：", "学徒", f"{n + 3} 人报过名", "工钱", f"￥{517 + 31 * n}"]
    lines[4:4] = table
    head = ["木作行公报", "首页", "旧报", title(n), f"{AUTHORS[n]} 2021-0{n + 1}-1{n}"]
    return [*head, *lines, "留言", "写留言", "木作行 备案号"]


def stocktaking_text(n: int) -> list[str]:
    return stocktaking(n)[5:-3]
