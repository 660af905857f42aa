"""What stands before and behind a name in five languages, and the capitalised words that are none."""

from __future__ import annotations

import re

_RU_NAME = r"[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?"
_DE_NAME = r"[A-ZÄÖÜ][a-zäöüß]+(?:-[A-ZÄÖÜ][a-zäöüß]+)?"
_EN_NAME = r"[A-Z][a-z]+(?:[-'’][A-Z]?[a-z]+)?"
_INITIALS = r"(?:[A-ZА-ЯЁ]\.[ -]?){1,3}"
_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘蒋蔡杜叶程苏魏吕丁沈姚卢姜崔谭陆汪范金石"
    "廖贾夏韦付傅邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵钱严武戴莫孔汤朴申"
)
#: Characters that write foreign names; three of them in a row write one.
WRITES_SOUNDS = (
    "阿埃艾爱安昂奥巴拜班邦鲍贝本比彼边别宾波伯博布查察楚茨达戴丹道德登邓迪蒂丁顿多厄恩尔法凡范菲费芬丰弗夫福盖甘冈高戈格葛根贡古瓜圭哈海罕汉豪赫黑亨洪胡华怀惠霍基吉加贾杰金津京久卡凯坎康考科克肯孔"
    "库夸奎昆史思得捷列娅什祖宁绍维夏拉莱兰朗劳勒雷里利莉连廉列林龙卢鲁伦罗洛吕马玛迈麦曼芒毛梅蒙米密明摩莫默姆木穆娜纳乃瑙内尼妮涅宁纽农努诺欧帕潘庞佩彭皮平珀普奇恰乔切钦琼丘热仁日茹若萨塞赛森沙莎山舍申什圣施舒斯司苏索"
    "塔泰坦汤唐陶特腾蒂廷通图托陀瓦万旺威韦维魏温文翁沃乌武西希锡夏香肖谢辛欣休许雪逊雅亚扬耶叶伊因英尤尔裕约泽扎詹朱卓佐"
)
_WORDS = (
    "博士|博物|博览|特别|特征|特点|特性|特产|特定|特许|特种|马上|达到|达成|因此|因为|因故|利用|利益|金属|金额|加工|加强|加以|"
    "通知|通过|通信|通讯|通航|热力|热带|热能|高温|高速|高等|林业|林区|森林|汽|海洋|海关|海上|海运|图书|图纸|明确|明年|日内|石油|石灰|"
    "里程|登记|登陆|基础|基地|基本|基金|安全|安装|安排|文化|文件|文献|京都|费用|经费|西部|西南|西北|汉语|汉字|列车|列入|系列|陶瓷|"
    "万元|万吨|莫过|宾馆|山区|山地|山东|山西|江西|广西|韩国|朝鲜|温度|温室|温带|苏方|德方|沙漠|约定|尔后|兰花|密度|密切|周期|古代|文本|文字|英文|德文"
)
_TITLE_AHEAD = (
    "院长|所长|馆长|主任|部长|局长|司长|团长|教授|院士|博士|总工程师|校长|主席|厂长|站长|经理|翻译|医生|队长|顾问|专家"
)
_TITLE_BEHIND = "教授|院士|博士|先生|女士|同志|研究员|工程师|大夫|医生|院长|所长|馆长|校长|部长|主任"
_KO_SURNAMES = "김이박최정강조윤장임한오서신권황안송류전홍고문손양배백허유남심노하곽성차주우구민진엄채원천방공현함변염여추도소석선설마길연위표명기반왕금옥육인맹제모탁국어은편용"  # noqa: E501
_KO_TITLES = (
    "연구원|연구사|기사|대사|총장|과장|교수|박사|원사|선생|동지|위원장|원장|소장|관장|단장|장관|국장|씨|부원장|기사장"
)
NO_KOREAN_NAME = re.compile(r"[가-힣]+[단회관소원교측국부과실위당처청사시도군구대]$")
NO_NAME = {
    "ru": re.compile(
        r"(?:институт|академи|комисси|комитет|министерств|управлени|университет|библиотек|департамент|центр|отдел|"
        r"секретариат|лаборатори|завод|бюро|музе|архив|обществ|союз|совет|госуд|всесоюзн|всеросс|республик|федерац|"
        r"сторон|стать|пункт|протокол|соглашен|меморандум|программ|приложен|дом(?!б)|дворц|посольств|генеральн|"
        r"народн|главн|наук|техник|восток|запад|север|юг(?!о)|европ|ази|африк|америк|арктик|приморь|поволжь|урал|"
        r"земл|день|дня|новы|велик|отечественн|октябр|верховн|политбюро|цк|правительств|план|устав|договор|рабоч|"
        r"группа|группе|группы|председател|секретар|сопредседател|президи|президент|премьер|министр|директор|ректор|"
        r"фонд|банк|ассоциац|конференц|сесси|заседани|организац|агентств|корпорац|фирм|компан|предприят|комбинат|"
        r"обсерватор|станци|больниц|клиник|школ|училищ|консерватор|театр|парк|сад[аеу]?$|поля?$|рек[аие]|озер|остров|"
        r"(?:бог\w{0,2}|интернет|земля|солнц\w|луна|он|она|они|это|все|мы|вы|кроме|также|при|для|после|если)(?!\w))",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"(?:Part(?:y|ies)|Sides?|Commission|Committee|Institutes?|Academy|Universit|Ministr|Minister|Department|North|"
        r"South|East|West|Sea|River|Lake|Government|Republic|Article|Annex|Session|Protocol|Programme|Plan|Section|"
        r"January|February|March|April|May|June|July|August|September|October|November|December|"
        r"Mon|Tues|Wednes|Thurs|Fri|Satur|Sun|Spring|Summer|Autumn|Winter|Christmas|Easter|New|Year|Day|Council|Centre|"
        r"Center|Museum|Library|Archive|Agreement|Memorandum|Minutes|Secretar|President|Director|Chair|Association|"
        r"Society|Federation|Union|Board|Bureau|Agency|Station|Botanic|Garden|Palace|Hall|House|School|College|Hospital|"
        r"Conference|Congress|Congress|Seminar|Working|Group|Joint|National|State|Central|General|Royal|People|Asia|"
        r"Africa|Europ|America|Arctic|Antarctic|Pacific|Atlantic|Latin|Internet|English|Russian|German|Chinese|Korean|"
        r"French|Japanese|Table|Figure|Chapter|Volume|Phase|Stage|Line|Class|Grade|Type|Model|Version|Level|Room|Pier|"
        r"Building|Gate|Block|Hangar|Bay|Cape|Mount|Great|Old|Upper|Lower|The|This|These|It|If|In|On|At|By|For|From|To|"
        r"God|Heads?|Experts?|Delegat|Charter|Statute|Convention|Treaty|Foundation|Fund|Bank|Company|Works|Factory)\w*"
    ),
    "de": re.compile(
        r"(?:Minister|Präsident|Direktor|Vorsitz|Botschafter|Professor|Doktor|Rektor|Kolleg|Leiter|Staats|General|"
        r"Abgeordnet|Generals|Vizepräs|Ingenieur|Sekretär|Bürgermeister|Oberbürger|Dekan|Vertreter|Mitglied|Institut|"
        r"Akademie|Kommission|Universität)\w*"
    ),
}
_SOURCES = {
    "ru": (
        r"(?<!\w)(?:[Пп]роф(?:\.|ессор\w*)|[Аа]кад(?:\.|емик\w*)|[Дд]-р\w?|[Тт]оварищ\w*|[Гг]-(?:н|жа|жи|на|ном|ну)\w?|[Гг]осподин\w*|[Гг]оспож\w+|"
        rf"[Ии]нж(?:\.|енер\w*)|[Пп]осл\w{{1,2}}|[Пп]осол|[Дд]октор\w{{0,2}}|[Дд]иректор\w{{0,2}}|[Рр]ектор\w{{0,2}}|[Мм]инистр\w{{0,2}})\s+(?:{_INITIALS})?(?P<name>{_RU_NAME}(?: {_RU_NAME}){{0,2}})",  # noqa: E501
        rf"(?<![\w.°])(?<!\. )(?<!\d )[АБ-ХЦ-ЯЁ]\. ?(?:[А-ЯЁ]\. ?)?(?P<name>{_RU_NAME})",
        rf"(?<!\w)(?:(?<!\d\s)(?<!\d)г\.|город[аеу]?|гор\.|посёлк\w+|сел[аое]|порт[аеу]?|станци[ия])\s(?P<name>{_RU_NAME})",
        r"(?<=[а-яё,] )(?:в|во|из|под|до|близ|через|около|у)\s(?P<name>[А-ЯЁ][а-яё]{3,})(?=[,.;)]| [а-яё—])",
    ),
    "de": (
        rf"(?<!\w)(?:(?:Dr|Prof|Ing)\.|Professor(?:in)?|Herrn?|Frau|Genoss(?:e|en|in)|Dipl\.-\w+\.)\s+(?:(?:Dr|Prof|habil|h\.c|Ing)\.(?:-Ing\.)?\s+)*(?:{_INITIALS})?(?P<name>{_DE_NAME}(?: (?:von |von der )?{_DE_NAME})?)",  # noqa: E501
        rf"(?<![\w.°])(?<!\. )(?<!\d )[A-HJ-UWYZÄÖÜ]\. ?(?:[A-ZÄÖÜ]\. ?)?(?P<name>{_DE_NAME})",
    ),
    "en": (
        rf"(?<!\w)(?:Dr|Prof|Professor|Mr|Mrs|Ms|Miss|Academician|Comrade|Engineer|Ambassador)\.? (?:Dr\.? )?(?:{_INITIALS})?(?P<name>{_EN_NAME}(?: {_EN_NAME}){{0,2}})",  # noqa: E501
        rf"(?<![\w.°])(?<!\. )(?<!\d )[A-HJ-UWYZ]\. ?(?:[A-Z]\. ?)?(?P<name>{_EN_NAME})",
        r"(?<=[a-z,] )(?:in|from|to|near|via|at|reach|visit(?:ed)?|leav\w+)\s(?P<name>[A-Z][a-z]{3,})(?=[,.;)]| [a-z])",
    ),
    "zh": (
        rf"(?<![{WRITES_SOUNDS}])(?P<name>[{_SURNAMES}][\u4e00-\u9fff]{{1,2}})(?=(?:{_TITLE_BEHIND}))",
        rf"(?:{_TITLE_AHEAD})(?P<name>[{_SURNAMES}](?![{WRITES_SOUNDS}]{{2}})[\u4e00-\u9fff]{{2}})",
        rf"(?P<name>(?:(?!{_WORDS})[{WRITES_SOUNDS}]·?){{3,10}})",
        rf"(?<![{WRITES_SOUNDS}])(?P<name>(?!{_WORDS})[{WRITES_SOUNDS}]{{2}})(?=(?:教授|院士|博士|先生|女士|同志))",
    ),
    "ko": (
        rf"(?<![가-힣])(?P<name>[{_KO_SURNAMES}][가-힣]{{2}})(?=\s(?:{_KO_TITLES})(?![가-힣]{{3}}))",
        r"(?<![가-힣])(?P<name>[가-힣]{2,6})(?=\s씨(?![가-힣]{2}))",
    ),
}  # fmt: skip
PATTERNS = {language: [re.compile(pattern) for pattern in patterns] for language, patterns in _SOURCES.items()}

TITLED = {"ru": 2, "de": 2, "en": 2, "zh": 1, "ko": 2}
"""How many of a language's patterns, the first ones, want a title or initials, and so find names only."""
TITLE_BEHIND = re.compile(_TITLE_BEHIND)
"""What stands behind a Chinese person."""
TITLE_AHEAD = re.compile(rf"(?:{_TITLE_AHEAD}|工程师)$")
"""What stands before a foreign name in Chinese characters that is a person's."""
NO_PERSON = re.compile(rf"^(?:高级|高等|{_WORDS})|[总副级等和与的兼任前原该各位名学校院所部局委]$")
"""What stands before a Chinese title and is no person."""
LISTED = re.compile(
    r"(?:,\s?|\s(?:и|und|and)\s)(?P<name>[A-ZÄÖÜА-ЯЁ][a-zäöüßа-яё]{3,})(?=[,.;)]|\s(?:и|und|and)\s|\s[a-zа-яё]|$)"
)
"""A capitalised word in a list."""
TITLES = re.compile(
    r"(?:[A-ZÄÖÜ][a-zäöüß]*(?:[Rr]at|[Rr]ätin|[Dd]irektor|[Ll]eiter|[Mm]inister|[Ss]ekretär|[Mm]eister|[Pp]räsident|"
    r"[Pp]rofessor|[Ii]ngenieur|[Aa]nwalt|[Aa]rzt|[Kk]onsul|[Oo]berst|[Kk]ommissar|[Ii]nspektor|[Bb]otschafter|[Dd]oktor|"
    r"[Ss]ecretary|[Dd]irector|[Cc]hairman|[Aa]mbassador|[Pp]resident|[Ee]ngineer|[Aa]ttaché)(?:in)? )+(?=[A-ZÄÖÜ])"
)
"""Titles in one word before a name."""
