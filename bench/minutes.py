"""What minutes cost: seconds for the paper of so many articles in two languages, in every layout, and for their check.

``python bench/minutes.py [ARTICLES]`` (300 by default). Each row is the best of three in a process of its own; the
paper after its search for fonts, which a worker does once; the check with the dictionaries already read. Promised:
below 3 seconds each. The check is also told as a multiple of its floor: finding every word and number of both versions
once, with one regular expression, and doing nothing with them. Times are this machine's. Exits with 1 if a promise
does not hold.
"""

from __future__ import annotations

import platform
import re
import subprocess
import sys
import time
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from verbale.engines.paper import MinutesPaper

MOST = 3.0
ROUNDS = 3
DAY = date(2026, 9, 18)
CHECK = "check"
WORD = re.compile(r"\d+|\w+")
LAYOUTS = ("side by side", "stacked", "each by itself")
LINES = {
    "zh": "双方继续进行冬小麦抗寒品种的联合育种。中方于二〇二七年三月底以前提供一百二十个品系的种子。",
    "ru": "Стороны продолжат совместную селекцию морозостойких сортов озимой пшеницы и обменяются семенами 120 линий.",
    "de": "Beide Seiten setzen die Züchtung frostbeständigen Winterweizens fort und tauschen Saatgut von 120 Linien.",
    "ko": "양측은 내한성 겨울밀 품종의 공동 육종을 계속하며 2027년 3월 말까지 120개 계통의 종자를 교환한다.",
}
"""A sentence a language; an article of the paper has three paragraphs of four, and a list."""
SAID = {
    "zh": "双方于{year}年{month}月{day}日前交换{count}份目录，费用为{cost}卢布，"
    "其中{part}%由中方承担，俄罗斯科学院予以协助。",
    "ru": "До {day}.{month:02}.{year} стороны обмениваются {count} каталогами, расходы составляют {cost} рублей, "
    "из них {part} % несёт китайская сторона, Российская академия наук содействует.",
    "de": "Bis {day}.{month}.{year} tauschen beide Seiten {count} Kataloge, die Kosten betragen {cost} Rubel, "
    "davon trägt die chinesische Seite {part} %, die Russische Akademie der Wissenschaften hilft.",
}
"""What an article of the check says four times, with other facts each time: a date, a number, an amount, a percentage,
names. One sentence in ten says another number in the second language."""
SENTENCES = 4


def main() -> int:
    articles = int(sys.argv[1]) if len(sys.argv) > 1 else 300
    print(f"{articles} articles; Python {platform.python_version()}, {platform.machine()}\n")
    print(f"{'':32}{'seconds':>9}{'pages':>7}{'KiB':>7}")
    slowest = 0.0
    for pair in ("zh ru", "zh ko", "de ru"):
        for layout in LAYOUTS:
            seconds, pages, size = _measured(pair, layout, articles)
            slowest = max(slowest, seconds)
            print(f"{f'{pair}, {layout}':32}{seconds:9.2f}{pages:7.0f}{size / 1024:7.0f}", flush=True)
    print(f"\n{'':32}{'seconds':>9}{'× floor':>9}{'found':>7}{'KiB':>7}")
    for pair in ("zh ru", "de ru"):
        seconds, floor, found, size = _measured(pair, CHECK, articles)
        slowest = max(slowest, seconds)
        print(f"{f'{pair}, check':32}{seconds:9.2f}{seconds / floor:9.1f}{found:7.0f}{size / 1024:7.0f}", flush=True)
    kept = slowest < MOST
    print(f"\nBelow {MOST:g} s: {'kept' if kept else 'NOT KEPT'}")
    return 0 if kept else 1


def _measured(pair: str, layout: str, articles: int) -> tuple[float, ...]:
    command = [sys.executable, __file__, "--row", pair, layout, str(articles)]
    return tuple(map(float, subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()))


def _row(pair: str, layout: str, articles: int) -> None:
    from verbale.engines.paper import MinutesLayout, minutes
    from verbale.engines.paper.fonts import all_fonts

    all_fonts().families()
    spent = []
    for number in range(ROUNDS):
        # The typesetter remembers what it has set: no two papers may be equal.
        paper = _paper(tuple(pair.split()), articles, str(number))
        begin = time.perf_counter()
        made = minutes(paper, day=DAY, layout=MinutesLayout(layout))
        spent.append(time.perf_counter() - begin)
    print(min(spent), made.boxes[0].page + 1, len(made.data))


def _check_row(pair: str, articles: int) -> None:
    from verbale.engines.parallel import compare, compare_articles

    languages = tuple(pair.split())
    compare({language: SAID[language].format(**_facts(0)) for language in languages})
    spent, floors = [], []
    for salt in range(ROUNDS):
        # The numbers differ from round to round, so that nothing remembered helps.
        texts = [_article(languages, number + salt * articles) for number in range(articles)]
        begin = time.perf_counter()
        found = compare_articles(texts, languages)
        spent.append(time.perf_counter() - begin)
        begin = time.perf_counter()
        for text in texts:
            for words in text.values():
                WORD.findall(words)
        floors.append(time.perf_counter() - begin)
    print(min(spent), min(floors), len(found), sum(len(words.encode()) for text in texts for words in text.values()))


def _article(languages: tuple[str, ...], number: int) -> dict[str, str]:
    said = [_facts(number * SENTENCES + one) for one in range(SENTENCES)]
    return {
        language: "\n".join(
            SAID[language].format(**facts | {"count": facts["count"] + (facts["count"] % 10 == 0 and place)})
            for facts in said
        )
        for place, language in enumerate(languages)
    }


def _facts(number: int) -> dict[str, int]:
    return {
        "year": 2020 + number % 30, "month": 1 + number % 12, "day": 1 + number % 28, "count": 30 + number,
        "cost": 100_000 + 7 * number, "part": 1 + number % 99,
    }  # fmt: skip


def _paper(languages: tuple[str, ...], articles: int, salt: str) -> MinutesPaper:
    from verbale.engines.paper import Delegate, MinutesArticle, MinutesPaper, MinutesSide

    def text(number: int, language: str) -> str:
        paragraph = " ".join([LINES[language]] * 4)
        return f"{number}.{salt} {paragraph}\n{paragraph}\n{paragraph}\n1) {LINES[language]}\n2) {LINES[language]}"

    return MinutesPaper(
        title=dict.fromkeys(languages, "XII"),
        languages=languages,
        articles=tuple(
            MinutesArticle(str(number), {}, {language: text(number, language) for language in languages})
            for number in range(1, articles + 1)
        ),
        sides=(MinutesSide("CN", "CN", Delegate("Li Wenhua")), MinutesSide("DE", "DE", Delegate("A. Keller"))),
        revision="0" * 64,
    )


if __name__ == "__main__":
    if sys.argv[1:2] == ["--row"] and sys.argv[3] == CHECK:
        _check_row(sys.argv[2], int(sys.argv[4]))
    elif sys.argv[1:2] == ["--row"]:
        _row(sys.argv[2], sys.argv[3], int(sys.argv[4]))
    else:
        raise SystemExit(main())
