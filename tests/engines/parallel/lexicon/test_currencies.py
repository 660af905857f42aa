"""Amounts of money in the currencies of seven decades."""

from __future__ import annotations

import pytest

from tests.engines.parallel.lexicon.rows import Row, told, untold

ROWS: list[Row] = [
    (
        {
            "zh": "人民币三十五万元 | 35万元人民币 | 三十五万元 | 人民币350,000元 | RMB350,000 | ￥350,000",
            "ru": (
                "350 тыс. юаней | 350 000 юаней | триста пятьдесят тысяч юаней | 350 тыс. китайских юаней | "
                "350.000 юаней"
            ),
            "de": ("350 000 Yuan | 350.000 RMB | dreihundertfünfzigtausend Yuan | 350 Tsd. Yuan | 350 000 RMB Yuan"),
            "ko": "인민폐 35만원 | 35만 위안 | 35만원 인민폐 | 35만 위안화 | 중국돈 35만원",
            "en": ("350,000 yuan | RMB 350,000 | 350 thousand yuan | 350,000 yuan renminbi | CNY 350,000 | ¥350,000"),
        },
        {
            "zh": "人民币三十六万元",
            "ru": "360 тыс. юаней",
            "de": "360 000 Yuan",
            "ko": "인민폐 36만원",
            "en": "RMB 360,000",
        },
    ),
    (
        {
            "zh": "二百五十万美元 | 250万美元 | 2,500,000美元 | 250万美金",
            "ru": (
                "2,5 млн долларов США | 2,5 млн. долл. | 2,5 млн. ам. долл. | 2 500 000 долл. США | "
                "два с половиной миллиона американских долларов | $2,5 млн | 2,5 млн. амер. долл."
            ),
            "de": (
                "2,5 Mio. US-Dollar | 2,5 Mio US-$ | zweieinhalb Millionen Dollar | 2,5 Millionen USD | 2 500 000 $"
            ),
            "ko": "250만 달러 | 2백50만딸라 | 미화 250만 달러 | 250만불 | 250만 미딸라 | US$ 2,500,000",
            "en": (
                "2.5 million US dollars | $2.5 million | US$2.5m | USD 2.5 million | "
                "two and a half million dollars | $2,500,000 | $2.5 mn"
            ),
        },
        {
            "zh": "三百五十万美元",
            "ru": "3,5 млн долларов США",
            "de": "3,5 Mio. US-Dollar",
            "ko": "350만 달러",
            "en": "$3.5 million",
        },
    ),
    (
        {
            "zh": "一百万西德马克 | 100万联邦德国马克",
            "ru": "1 млн марок ФРГ | 1 млн. западногерманских марок | миллион марок ФРГ | 1 млн. нем. марок",
            "de": "1 Mio. DM | eine Million DM | 1 Mio. D-Mark | 1 Million Deutsche Mark | 1 Mill. DM",
            "ko": "백만 서독마르크 | 100만 서독 마르크 | 100만 도이치마르크",
            "en": (
                "DM 1 million | 1 million deutschmarks | one million Deutsche Mark | 1 million D-marks | 1 million DM"
            ),
        },
        {
            "zh": "二百万西德马克",
            "ru": "2 млн марок ФРГ",
            "de": "2 Mio. DM",
            "ko": "2백만 서독마르크",
            "en": "DM 2 million",
        },
    ),
    (
        {
            "zh": "三百二十万民主德国马克 | 320万东德马克",
            "ru": "3,2 млн марок ГДР",
            "de": "3,2 Mio Mark der DDR | 3,2 Mio M | 3,2 Mio MDN | 3,2 Mio DDR-Mark | 3,2 Mill. Mark",
            "ko": "320만 동독마르크 | 3백20만 동독 마르크 | 320만 민주독일마르크",
            "en": "3.2 million GDR marks | 3.2 million East German marks | 3.2 million marks of the GDR",
        },
        {
            "zh": "三百三十万民主德国马克",
            "ru": "3,3 млн марок ГДР",
            "de": "3,3 Mio Mark der DDR",
            "ko": "330만 동독마르크",
            "en": "3.3 million GDR marks",
        },
    ),
    (
        {
            "zh": "五十万瑞士法郎 | 50万瑞郎",
            "ru": "500 тыс. швейцарских франков | 500 тыс. шв. франков | 500 000 швейц. фр.",
            "de": "500 000 Schweizer Franken | 500 000 sfr | 500 000 SFr. | 500 000 Fr.",
            "ko": "50만 스위스프랑 | 50만 스위스 프랑 | 50만 스위스프랑크",
            "en": "500,000 Swiss francs | CHF 500,000 | 500,000 SFr. | Sw. fr. 500,000",
        },
        {
            "zh": "六十万瑞士法郎",
            "ru": "600 тыс. швейцарских франков",
            "de": "600 000 Schweizer Franken",
            "ko": "60만 스위스프랑",
            "en": "600,000 Swiss francs",
        },
    ),
    (
        {
            "zh": "七万英镑 | 70000英镑",
            "ru": "70 тыс. фунтов стерлингов | 70 000 фунтов | 70 тыс. ф. ст. | 70 тыс. ф. стерл.",
            "de": "70 000 Pfund Sterling | 70 000 engl. Pfund | 70 000 britische Pfund | £ 70 000",
            "ko": "7만 파운드 | 7만 영국파운드 | 7만 폰드 | 7만 파운드스털링",
            "en": "70,000 pounds sterling | £70,000 | 70,000 pounds | £70k | GBP 70,000",
        },
        {
            "zh": "八万英镑",
            "ru": "80 тыс. фунтов стерлингов",
            "de": "80 000 Pfund Sterling",
            "ko": "8만 파운드",
            "en": "£80,000",
        },
    ),
    (
        {
            "zh": "一万五千朝鲜元 | 15000朝鲜元 | 朝币15000元",
            "ru": "15 тыс. вон КНДР | 15 000 вон | пятнадцать тысяч вон",
            "de": "15 000 Won | fünfzehntausend Won | 15 Tsd. Won",
            "ko": "1만5천원 | 15,000원 | 만오천원 | 조선원 15,000원 | 1만 5천 원",
            "en": "15,000 won | fifteen thousand won | 15,000 North Korean won",
        },
        {
            "zh": "一万六千朝鲜元",
            "ru": "16 тыс. вон КНДР",
            "de": "16 000 Won",
            "ko": "1만6천원",
            "en": "16,000 won",
        },
    ),
    (
        {
            "zh": "三百万捷克斯洛伐克克朗 | 300万捷克克朗",
            "ru": "3 млн. чехословацких крон | 3 млн чешских крон | 3 млн. кчс",
            "de": "3 Mio. tschechoslowakische Kronen | 3 Mio Kčs | 3 Mio. Kronen",
            "ko": "3백만 체스꼬슬로벤스꼬 크로네 | 300만 체코슬로바키아 코루나 | 300만 체코 크로네",
            "en": "3 million Czechoslovak crowns | Kčs 3 million | 3 million Czechoslovak koruny",
        },
        {
            "zh": "四百万捷克斯洛伐克克朗",
            "ru": "4 млн. чехословацких крон",
            "de": "4 Mio. tschechoslowakische Kronen",
            "ko": "4백만 체코 크로네",
            "en": "4 million Czechoslovak crowns",
        },
    ),
    (
        {
            "zh": "八百万图格里克 | 800万蒙古图格里克",
            "ru": "8 млн тугриков | 8 млн. монгольских тугриков",
            "de": "8 Mio. Tugrik | 8 Mio Tögrög | 8 Millionen Tugriki",
            "ko": "8백만 투그리크 | 800만 투그릭 | 800만 뚜그리크",
            "en": "8 million tugriks | 8 million tögrög | 8 million tughriks",
        },
        {
            "zh": "九百万图格里克",
            "ru": "9 млн тугриков",
            "de": "9 Mio. Tugrik",
            "ko": "9백만 투그리크",
            "en": "9 million tugriks",
        },
    ),
]


@pytest.mark.parametrize(("same", "changed"), ROWS)
def test_equal_renderings_are_equal(same: dict[str, str], changed: dict[str, str]) -> None:
    assert told(same) == []


@pytest.mark.parametrize(("same", "changed"), ROWS)
def test_a_changed_rendering_is_told(same: dict[str, str], changed: dict[str, str]) -> None:
    assert untold(same, changed) == []
