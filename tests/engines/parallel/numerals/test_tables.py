"""Number expressions of running text, language by language, and the words that only look like them.

A number of a row is written as found: what it says, ``o`` for an ordinal, ``p`` for a part, ``x`` for times, and ``?``
where it is soft.
"""

import pytest

from verbale.engines.parallel.numerals import Form, Numeral, numerals

_LETTER = {Form.CARDINAL: "", Form.ORDINAL: "o", Form.FRACTION: "p", Form.TIMES: "x"}


def shown(text: str, found: Numeral) -> str:
    """``33o|тридцать третьей``."""
    soft = "?" if found.soft else ""
    return f"{found.value}{_LETTER[found.form]}{soft}|{text[found.start : found.end]}"


def assert_table(language: str, text: str, expected: list[str]) -> None:
    assert [shown(text, found) for found in numerals(text, language)] == expected


RUSSIAN = [
    ("тридцать третьего марта", ["33o|тридцать третьего"]),
    ("двое или трое", ["2|двое", "3|трое"]),
    ("двухтысячный год", ["2000o|двухтысячный"]),
    ("14-я, 14-й и 14-го", ["14o|14-я", "14o|14-й", "14o|14-го"]),
    ("полтора, полторы, полутора", ["3/2|полтора", "3/2|полторы", "3/2|полутора"]),
    ("половина, треть и четверть", ["1/2p|половина", "1/3p|треть", "1/4p|четверть"]),
    ("пара, десяток, дюжина, сотня", ["2?|пара", "10|десяток", "12|дюжина", "100?|сотня"]),
    ("две дюжины", ["24|две дюжины"]),
    ("12 тыс. рублей и 2,5 млн", ["12000|12 тыс.", "2500000|2,5 млн"]),
    ("1 234,5 и 1\u00a0234,5 и 1\u2009234,5", ["2469/2|1 234,5", "2469/2|1\u00a0234,5", "2469/2|1\u2009234,5"]),
    ("в тысячах, с миллионами", ["1000|тысячах", "1000000|миллионами"]),
    (
        "пятилетний, двухнедельный, трёхсторонний, десятидневный, 15-летний",
        ["5|пяти", "2|двух", "3|трёх", "10|десяти", "15|15"],
    ),
    ("двадцатипятилетнего", ["25|двадцатипяти"]),
    ("дважды и трижды", ["2x|дважды", "3x|трижды"]),
    ("обе стороны, обоих", ["2?|обе", "2?|обоих"]),
    ("один, одна, одно, одни", ["1?|один", "1?|одна", "1?|одно", "1?|одни"]),
    ("во-первых, а во-вторых", ["1o?|во-первых", "2o?|во-вторых"]),
    ("в первую очередь третьи страны", ["1o?|первую", "3o?|третьи"]),
    ("одна третья, две пятых, три десятых", ["1/3p|одна третья", "2/5p|две пятых", "3/10p|три десятых"]),
    ("две целых пять десятых", ["5/2|две целых пять десятых"]),
    ("два с половиной миллиона", ["2500000|два с половиной миллиона"]),
    ("XIV сессия, XX век, ХХ век", ["14o|XIV", "20o|XX", "20o|ХХ"]),
    ("I квартал и раздел V", ["1o|I", "5o|V"]),
    ("полгода", ["1/2p|пол"]),
    ("пять-шесть лет", ["5|пять", "6|шесть"]),
    ("сорок и пять", ["40|сорок", "5|пять"]),
    ("5 (пять) дней", ["5|5 (пять)"]),
    ("три́ проекта", ["3|три́"]),
    ("1. Стороны согласились.\n2) Срок\nа) срок", []),
    ("14 декабря 1957 г.", ["14|14", "1957|1957"]),
    ("1957. Обзор", ["1957|1957"]),
    ("стоимость, трибуна, семья, двор, второстепенный, первоначальный, единый, столица, стоять", []),
    ("1,5 т и 5.000 шт.", ["3/2|1,5", "5000|5.000"]),
    ("2/3 голосов", ["2/3p|2/3"]),
    ("от 14 до 16 тыс. марок", ["14000|14", "16000|16 тыс."]),
    ("с 9 до 18 часов", ["9|9", "18|18"]),
    ("полсотни, полдюжины, полтора десятка", ["50|полсотни", "6|полдюжины", "15|полтора десятка"]),
    ("два с половиной десятка", ["25|два с половиной десятка"]),
]
GERMAN = [
    ("dreiunddreißig, dreiunddreissig", ["33|dreiunddreißig", "33|dreiunddreissig"]),
    ("hundertvierundzwanzig und zweitausend", ["124|hundertvierundzwanzig", "2000|zweitausend"]),
    ("eineinhalb, anderthalb, zweieinhalb", ["3/2|eineinhalb", "3/2|anderthalb", "5/2|zweieinhalb"]),
    ("der vierzehnten, vierzehnte, vierzehnter", ["14o|vierzehnten", "14o|vierzehnte", "14o|vierzehnter"]),
    ("am dreiunddreißigsten", ["33o|dreiunddreißigsten"]),
    ("die 14. Tagung", ["14o|14."]),
    ("am 14. und 15. Mai", ["14o|14.", "15o|15."]),
    ("Es waren 14. Die Kommission", ["14|14"]),
    ("im Jahre 1957. Die Kommission", ["1957|1957"]),
    ("ein Dutzend, zwei Dutzend", ["12|ein Dutzend", "24|zwei Dutzend"]),
    ("ein Drittel, zwei Drittel, ein Viertel", ["1/3p|ein Drittel", "2/3p|zwei Drittel", "1/4p|ein Viertel"]),
    ("ein halbes Jahr, die Hälfte", ["1/2p|ein halbes", "1/2p|Hälfte"]),
    ("zweimal und zweifach", ["2x|zweimal", "2x|zweifach"]),
    ("zwölftägig, dreijährig, zehnköpfige", ["12|zwölf", "3|drei", "10|zehn"]),
    ("Fünfjahresplan, Fünfjahrplan, fünfzehnjährig", ["5|Fünf", "5|Fünf", "15|fünfzehn"]),
    ("3 Mio. und 2,5 Mrd. DM", ["3000000|3 Mio.", "2500000000|2,5 Mrd."]),
    ("1.234,5 und 5.000 und 1 234,5", ["2469/2|1.234,5", "5000|5.000", "2469/2|1 234,5"]),
    ("beide Seiten, ein Vertreter, einer", ["2?|beide", "1?|ein", "1?|einer"]),
    ("Drittländer und dritte Staaten", ["3o?|Dritt", "3o?|dritte"]),
    ("XIV. Tagung", ["14o|XIV"]),
    ("14. Tagung der Kommission", ["14o|14."]),
    ("1. Die Seiten\na) Kosten\nII. Kosten", []),
    ("zu achten, außer Acht lassen, in Acht nehmen, die Achtung, beachten", []),
    ("die achte Tagung, die achten Wochen", ["8o|achte", "8o|achten"]),
    ("einig, Einsatz, dreist, Zweifel, Zweck, einfach, einzeln, Halbinsel, deshalb, einander", []),
    ("neunzehnhundertsiebenundfünfzig", ["1957|neunzehnhundertsiebenundfünfzig"]),
    ("eine halbe Million, anderthalb Millionen", ["500000|eine halbe Million", "1500000|anderthalb Millionen"]),
    ("33-köpfig", ["33|33"]),
    ("fu\u0308nf Gera\u0308te", ["5|fu\u0308nf"]),
    ("erstens, zweitens", ["1o?|erstens", "2o?|zweitens"]),
    ("ein gutes Viertel, ein halbes Dutzend", ["1/4p|ein gutes Viertel", "6|ein halbes Dutzend"]),
]
ENGLISH = [
    ("one hundred and twenty-four", ["124|one hundred and twenty-four"]),
    ("a dozen, two dozen, dozens", ["12|a dozen", "24|two dozen", "12?|dozens"]),
    ("two and a half years", ["5/2|two and a half"]),
    ("half of them, twice", ["1/2p|half", "2x|twice"]),
    ("five-year, fifteen-year, 15-year", ["5|five", "15|fifteen", "15|15"]),
    ("14th and fourteenth", ["14o|14th", "14o|fourteenth"]),
    ("1,234.5 and 5.000 and 5,000", ["2469/2|1,234.5", "5|5.000", "5000|5,000"]),
    ("1.2 billion", ["1200000000|1.2 billion"]),
    ("one of them, both sides", ["1?|one", "2?|both"]),
    ("first of all, third countries, a third party", ["1o?|first", "3o?|third", "3o?|third"]),
    ("per second, to second", []),
    ("two thirds, a third of, one quarter of", ["2/3p|two thirds", "1/3p|a third", "1/4p|one quarter"]),
    ("a third session", ["3o|third"]),
    ("Session XIV, the XX century", ["14o|XIV", "20o|XX"]),
    ("I agree. CD, DM, grade C, CV", []),
    ("CO2 and H2O", []),
    ("1. Parties. (2) Costs\nII. Costs", []),
    ("five (5) days", ["5|five (5)"]),
    ("nineteen fifty-seven", ["1957|nineteen fifty-seven"]),
    ("twofold", ["2x|twofold"]),
    ("two point five million", ["2500000|two point five million"]),
    ("2½ and ½", ["5/2|2½", "1/2p|½"]),
    ("the two sides", ["2?|two"]),
    ("half a million, two to three million", ["500000|half a million", "2000000|two", "3000000|three million"]),
]
CHINESE = [
    ("三十三个", ["33|三十三"]),
    ("二〇二四年，二○二四年", ["2024|二〇二四", "2024|二○二四"]),
    ("两个月，廿五，卅日", ["2|两", "25|廿五", "30|卅"]),
    ("三亿二千万，一万零三十", ["320000000|三亿二千万", "10030|一万零三十"]),
    ("壹佰贰拾叁元", ["123|壹佰贰拾叁"]),
    ("十几名，数百人", ["10?|十几", "100?|数百"]),
    ("半年，一半", ["1/2p|半", "1/2p|一半"]),
    ("三分之二，二十分之一，十分之三", ["2/3p|三分之二", "1/20p|二十分之一", "3/10p|十分之三"]),
    ("百分之三十，千分之五，百分之百", ["30|三十", "5|五", "100|百"]),
    ("第三次，第十四次，第14次", ["3o|第三", "14o|第十四", "14o|第14"]),
    ("第三国，第三方", ["3o?|第三", "3o?|第三"]),
    ("一点五，二点五亿", ["3/2|一点五", "250000000|二点五亿"]),
    ("1.5万，3亿，１２３", ["15000|1.5万", "300000000|3亿", "123|１２３"]),
    ("5千瓦，五千瓦，五万千瓦", ["5|5", "5|五", "50000|五万"]),
    ("两年半，三个半月", ["5/2|两年半", "7/2|三个半"]),
    ("两三天", ["2|两", "3|三"]),
    ("三百五，一万二", ["350|三百五", "12000|一万二"]),
    ("十分钟，十分重要", ["10|十"]),
    ("五八年，五一年，五一节", ["58|五八", "51|五一"]),
    ("一、双方\n二、中方\n（三）苏方\n1. 甲\n(1) 乙\n① 丙", []),
    ("一九五七年，1957年", ["1957|一九五七", "1957|1957"]),
    ("一个，两者", ["1?|一", "2?|两"]),
    ("两打", ["24|两打"]),
    ("一百多万，七八十人", ["1000000|一百多万", "70|七", "80|八十"]),
    ("一百二三十件，三十五六人", ["120|一百二", "130|三十", "35|三十五", "36|六"]),
    ("半打，完成十五项", ["6|半打", "15|十五"]),
    ("中、英两种文本", ["2?|两"]),
]
CHINESE_NONE = (
    "两国 双方 一致 一方面 一些 一般 一切 一起 一定 统一 进一步 万一 第一手 三峡 百货 万能 九江 四川 三亚 千万 "
    "唯一 同一 单一 红十字 十足 百科 老百姓 半导体 半岛 零件 零售 四季 五金 八角 三角 二氧化碳 四氯化碳 星期三 "
    "周五 大陆 参加 队伍 陆地 一旦 一直 一向 一律 一贯 千方百计 再三 亿万 万岁 千瓦 百分点 "
).split()
KOREAN = [
    ("삼십삼 개, 이천이십사년", ["33|삼십삼", "2024|이천이십사"]),
    ("서른세 개, 스물다섯 명", ["33|서른세", "25|스물다섯"]),
    ("두 개, 세 개, 네 명, 한 개", ["2|두", "3|세", "4|네", "1?|한"]),
    ("제14차 회의, 제십사차 회의", ["14o|제14", "14o|제십사"]),
    ("첫 번째, 두 번째, 세째 날", ["1o|첫 번째", "2o|두 번째", "3o|세째"]),
    ("절반, 반년, 3분의 2", ["1/2p|절반", "1/2p|반", "2/3p|3분의 2"]),
    ("5천만 원, 3억 2천만 원, 1.5만 톤", ["50000000|5천만", "320000000|3억 2천만", "15000|1.5만"]),
    ("제3국", ["3o?|제3"]),
    ("2년 반", ["5/2|2년 반"]),
    ("천 명, 만 명, 백 개", ["1000|천", "10000|만", "100|백"]),
    ("백분의 삼십", ["30|삼십"]),
    ("1,234.5톤", ["2469/2|1,234.5"]),
    ("이틀, 사흘간", ["2|이틀", "3|사흘"]),
    ("가. 회의\n1. 회의\n(2) 회의\n② 회의", []),
    ("1957년 12월 14일", ["1957|1957", "12|12", "14|14"]),
    ("14조 원", ["14000000000000|14조"]),
    ("제14조", ["14o|제14"]),
    ("두 나라", ["2?|두"]),
    ("제5조 2항", ["5o|제5", "2|2"]),
    ("서너 개, 두세 명, 이삼 일", ["3|서", "4|너", "2|두", "3|세", "2|이", "3|삼"]),
    ("반 다스", ["6|반 다스"]),
]
KOREAN_NONE = (
    "이사회 이사 사업 오늘 연구 만약 일부 일반 조사 구역 삼림 양국 양측 이 회의 이 기간 이상 일을 사이 오전 "
    "만일 조건 영향 공동 구조 백화점 천연 세계 세미나 한국 한편 두만강 네덜란드 열차 석사 위반 일반 반대 상반 "
    "제조 제공 제일 좋은 사람이 칠레 팔당 육성 만족 조선 오사카 이천시 일본 십자가 "
)


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        (language, *row)
        for language, table in [("ru", RUSSIAN), ("de", GERMAN), ("en", ENGLISH), ("zh", CHINESE), ("ko", KOREAN)]
        for row in table
    ],
)
def test_tables(language: str, text: str, expected: list[str]) -> None:
    assert_table(language, text, expected)


@pytest.mark.parametrize("word", CHINESE_NONE)
def test_chinese_words_that_count_nothing(word: str) -> None:
    assert numerals(f"双方认为{word}如此", "zh") == ()
    assert numerals(word, "zh") == ()


@pytest.mark.parametrize("word", KOREAN_NONE.split())
def test_korean_words_that_count_nothing(word: str) -> None:
    assert numerals(f"그리고 {word} 있다", "ko") == ()
    assert numerals(word, "ko") == ()


def test_many_chinese_words_are_known() -> None:
    from verbale.engines.parallel.numerals.chinese_words import WORDS

    assert len(WORDS) >= 120
    assert [word for word in WORDS if numerals(word, "zh") != () and word not in ("百分之", "之一")] == []


def test_restated_digits_count_as_digits() -> None:
    assert [found.in_digits for found in numerals("five (5) days, XIV session, １４ days", "en")] == [True, False, True]
