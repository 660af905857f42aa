"""Revisions of a programme in two languages."""

from verbale.engines.agreement import Article, Revision


def article(identifier="1", **fields) -> Article:
    words = {
        "heading": {"ru": "Обмен", "zh-Hans": "交换"},
        "text": {"ru": "Стороны обмениваются книгами.", "zh-Hans": "双方交换图书。"},
    }
    return Article(identifier, **words | fields)


def revision(*articles: Article, **fields) -> Revision:
    given = {
        "kind": "programme",
        "languages": ("ru", "zh-Hans"),
        "title": {"ru": "Программа", "zh-Hans": "计划"},
        "articles": articles or (article(),),
    }
    return Revision(**given | fields)
