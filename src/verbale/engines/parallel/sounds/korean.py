"""Which Korean syllables write no Chinese character, and so tell a name, or a word, from abroad."""

from __future__ import annotations

_READINGS = frozenset(
    "가각간갈감갑강개객갱갹거건걸검겁게격견결겸경계고곡곤골공곶과곽관괄광괘괴괵굉교구국군굴궁권궐궤귀규균귤극근글금급긍기긴길김끽"
    "나낙난날남납낭내녀녁년념녕노농뇌뇨누눈눌뉴능니닉다단달담답당대덕도독돈돌동두둔둑득등라락란랄람랍랑래랭략량려력련렬렴렵령례로록론롱뢰료룡루류륙륜률륭륵름릉리린림립"
    "마막만말망매맥맹멱면멸명메모목몰몽묘무묵문물미민밀박반발방배백번벌범법벽변별병보복본볼봉부북분불붕비빈빙사삭산살삼삽상새색생서석선설섬섭성세소속손솔송쇄쇠수숙순술숭슬습승시식신실심십쌍씨"
    "아악안알암압앙애액앵야약양어억언얼엄업에여역연열염엽영예오옥온올옹와완왈왕왜외요욕용우욱운울웅원월위유육윤율융은을음읍응의이익인일임입잉"
    "자작잔잠잡장재쟁저적전절점접정제조족존졸종좌죄주죽준줄중즉즐즙증지직진질짐집징차착찬찰참창채책처척천철첨첩청체초촉촌총촬최추축춘출충췌취측층치칙친칠침칩칭쾌"
    "타탁탄탈탐탑탕태택탱터토톤통퇴투특틈파판팔패팽퍅편폄평폐포폭표품풍피픽필핍하학한할함합항해핵행향허헌헐험혁현혈혐협형혜호혹혼홀홍화확환활황회획횡효후훈훙훤훼휘휴휼흉흑흔흘흠흡흥희힐"
)
_LETTERS_OF_CASES = frozenset("은는이가을를의에와과로서")


def foreign(word: str) -> bool:
    """Whether a Korean word holds a syllable that no Chinese character has and no ending is made of."""
    return any("가" <= one <= "힣" and one not in _READINGS and one not in _LETTERS_OF_CASES for one in word)
