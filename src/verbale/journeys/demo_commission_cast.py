"""What the demo's joint commission is about: its delegates, its agenda and what its session concludes; all invented."""

from __future__ import annotations

from collections.abc import Mapping

from verbale.journeys.demo_cast import OURS, THEIRS

COMMISSION = {"en": "Joint commission for hydrology and surveying", "zh": "水文测绘联合委员会"}
FOUNDING = {
    "en": "The two sides found a joint commission for hydrology and surveying.",
    "zh": "双方成立水文测绘联合委员会。",
}
EQUALLY_VALID = {"en": "Both texts are equally valid.", "zh": "两种文本具有同等效力。"}
PLACE = {"en": "Bern", "zh": "伯尔尼"}
DELEGATES = {
    OURS: (
        ("Franz Egli", "Secretary of the committee", "head"),
        ("Chiara Rossi", "Desk officer, exchange of literature", "member"),
    ),
    THEIRS: (("Qian Rui", "President of the library", "head"), ("Zhao Min", "Liaison officer", "member")),
}
"""By side: name, office held, and part in the delegation."""
HEADS = {
    OURS: (
        {"en": "Franz Egli", "zh": "弗朗茨·埃格利"},
        {"en": "Secretary of the committee", "zh": "委员会秘书"},
    ),
    THEIRS: ({"en": "Qian Rui", "zh": "钱睿"}, {"en": "President of the library", "zh": "图书馆馆长"}),
}
"""Who signs for each side, and the office held, by language."""
ITEMS = {
    OURS: (
        ({"en": "Catalogues of hydrological yearbooks", "zh": "水文年鉴目录"}, "1"),
        ({"en": "Study visits in the coming year", "zh": "来年考察访问"}, "5"),
    ),
    THEIRS: (
        ({"en": "Methods of measuring soil moisture", "zh": "土壤水分测定方法"}, "3"),
        ({"en": "Publishing of joint tables", "zh": "联合出版数据表"}, "other"),
    ),
}
"""Items of each side's memorandum: title by language, and the duty of the mandate it falls under."""
CONCLUSIONS: tuple[tuple[str, Mapping[str, str], Mapping[str, str], Mapping[str, str]], ...] = (
    (
        "1", {"en": "Catalogues", "zh": "目录"},
        {"en": f"{OURS} sends 33 catalogues of hydrological yearbooks by {{day}}.",
         "zh": f"{OURS}于{{day}}前寄送三十三份水文年鉴目录。"},
        {"bound": OURS, "due": "catalogues", "in-charge": "Literature desk", "duty": "1"},
    ),
    (
        "2", {"en": "Soil moisture", "zh": "土壤水分"},
        {"en": f"{THEIRS} answers the proposals on the measurement of soil moisture by {{day}}.",
         "zh": f"{THEIRS}于{{day}}前答复关于测定土壤水分的建议。"},
        {"bound": THEIRS, "due": "answer", "duty": "3"},
    ),
    (
        "3", {"en": "Study visits", "zh": "考察访问"},
        {"en": "Each side receives two specialists of the other side for three weeks by {day}.",
         "zh": "每方于{day}前接待对方专家两名，为期三周。"},
        {"bound": "both", "due": "visits", "in-charge": "Liaison office", "duty": "5"},
    ),
    (
        "4", {"en": "Joint tables", "zh": "联合数据表"},
        {"en": "The two sides prepare joint tables of river levels from 12 stations.",
         "zh": "双方编制12个水文站的水位联合数据表。"},
        {"bound": "both", "duty": "10"},
    ),
)  # fmt: skip
"""Of each: the article, its heading and words by language, and its facts; ``due`` names a day of the walk."""
ASSIGNMENTS = (
    ("See how soil moisture is measured.", "yes", "Notes of 12 May, with figures"),
    ("Agree on a common table of river levels.", "partly", "The columns are agreed, the stations are not"),
    ("Find out who may order yearbooks directly.", "no", "The library could not say"),
)
"""Of each: the assignment, whether it was fulfilled, what shows it."""
REPORT = """Report on the working visit

The delegation saw four gauging stations. It was said that the sensors of the upper station ought to be replaced soon.

Conclusions

1. Compare the tables of river levels of both sides for the last five years.
In charge: Institute for Hydrology
Participation: Surveying Office, Literature desk
Date: by the end of next year

2. Draw up a list of sensors for soil moisture.
In charge: Institute for Hydrology; Department of Instruments
Participation: University of Example
Dates: proposals in June 2027, list in October 2027

3. Invite two specialists to the summer school.
In charge: Liaison office
Date: immediately
"""
CONDITIONS = (
    ("transfer", "Results are transferred between institutes by contract."),
    ("transfer", "What one side alone developed is transferred for value."),
    ("conditions", "Each side pays for the travel of its own people."),
)
SECTORS = (
    ("Surface water", "River levels and floods", "河流水位与洪水"),
    ("Surface water", "Lakes and reservoirs", "湖泊与水库"),
    ("Soil", "Moisture and irrigation", "土壤水分与灌溉"),
    ("Soil", "Erosion", "侵蚀"),
    ("Measuring", "Sensors and stations", "传感器与测站"),
)
