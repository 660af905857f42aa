"""Quantities: length, area, volume, energy, power, temperature and pressure."""

from __future__ import annotations

import pytest

from tests.engines.parallel.lexicon.rows import Row, told, untold

ROWS: list[Row] = [
    (
        {
            "zh": "一千五百公顷 | 1500公顷 | 1,500公顷 | 1.5千公顷",
            "ru": "1500 га | полторы тысячи гектаров | тысяча пятьсот гектаров | 1,5 тыс. га",
            "de": ("1500 ha | 1 500 Hektar | eintausendfünfhundert Hektar | 1,5 Tsd. ha | anderthalbtausend Hektar"),
            "ko": "1,500정보 | 천오백정보 | 1천5백정보 | 1500헥타르 | 1500헥타",
            "en": "1,500 hectares | 1500 ha | fifteen hundred hectares | one and a half thousand hectares",
        },
        {
            "zh": "一千六百公顷",
            "ru": "1600 га",
            "de": "1600 ha",
            "ko": "1,600정보",
            "en": "1,600 hectares",
        },
    ),
    (
        {
            "zh": "二百公担 | 200公担 | 200担",
            "ru": "200 центнеров | 200 ц | двести центнеров",
            "de": "200 dt | 200 Dezitonnen | 200 Doppelzentner | 200 dz | zweihundert Dezitonnen",
            "ko": "200첸트네르 | 200센트너 | 이백첸트네르",
            "en": "200 quintals | 200 centners | two hundred quintals",
        },
        {
            "zh": "三百公担",
            "ru": "300 центнеров",
            "de": "300 dt",
            "ko": "300첸트네르",
            "en": "300 quintals",
        },
    ),
    (
        {
            "zh": "十二万千瓦 | 12万千瓦 | 120兆瓦",
            "ru": "120 тыс. кВт | 120 тысяч киловатт | 120 МВт | сто двадцать тысяч киловатт",
            "de": "120 000 kW | 120 MW | 120 Tausend Kilowatt | 120 000 Kilowatt",
            "ko": "12만키로와트 | 12만 킬로와트 | 120메가와트 | 12만kW | 12만KW | 십이만키로와트",
            "en": "120,000 kilowatts | 120 MW | 120 thousand kW | 120 megawatts",
        },
        {
            "zh": "十三万千瓦",
            "ru": "130 МВт",
            "de": "130 MW",
            "ko": "13만키로와트",
            "en": "130 MW",
        },
    ),
    (
        {
            "zh": "四千五百万度电 | 4500万千瓦时 | 4500万度 | 4500万千瓦小时",
            "ru": "45 млн кВт·ч | 45 млн. квт-ч | 45 миллионов киловатт-часов | 45 млн. кВтч | 45 млн. квт. ч",
            "de": "45 Mio. kWh | 45 Millionen Kilowattstunden | 45 GWh | 45 Mill. kWh",
            "ko": "4천5백만키로와트시 | 4500만 킬로와트시 | 4,500만kWh | 4천5백만kWh",
            "en": "45 million kWh | 45 million kilowatt-hours | 45 GWh | 45 million kilowatt hours",
        },
        {
            "zh": "四千六百万度电",
            "ru": "46 млн кВт·ч",
            "de": "46 Mio. kWh",
            "ko": "4천6백만키로와트시",
            "en": "46 million kWh",
        },
    ),
    (
        {
            "zh": "零下二十度 | -20℃ | 零下20摄氏度 | 摄氏零下20度",
            "ru": "минус 20 градусов | 20 градусов мороза | −20 °C | -20°С | минус двадцать градусов по Цельсию",
            "de": "minus 20 Grad | -20 °C | 20 Grad Kälte | minus zwanzig Grad Celsius | 20 Grad unter Null",
            "ko": "영하 20도 | -20℃ | 령하 20도 | 섭씨 영하 20도 | 영하 이십도",
            "en": "minus 20 degrees | -20 °C | 20 degrees below zero | minus twenty degrees centigrade",
        },
        {
            "zh": "零下三十度",
            "ru": "минус 30 градусов",
            "de": "minus 30 Grad",
            "ko": "영하 30도",
            "en": "minus 30 degrees",
        },
    ),
    (
        {
            "zh": "六个大气压 | 6大气压 | 6个大气压",
            "ru": "6 атмосфер | 6 атм. | шесть атмосфер | 6 ат",
            "de": "6 Atmosphären | 6 at | 6 atü | sechs Atmosphären",
            "ko": "6기압 | 6 기압",
            "en": "6 atmospheres | six atmospheres | 6 atm",
        },
        {
            "zh": "八个大气压",
            "ru": "8 атм.",
            "de": "8 at",
            "ko": "8기압",
            "en": "8 atm",
        },
    ),
    (
        {
            "zh": "三千六百米 | 3600米 | 3.6公里",
            "ru": "3600 м | 3,6 км | три тысячи шестьсот метров | 3600 метров",
            "de": "3600 m | 3,6 km | 3 600 Meter | dreitausendsechshundert Meter",
            "ko": "3,600메터 | 3.6키로메터 | 3천6백메터 | 3.6킬로미터 | 3600m",
            "en": "3,600 metres | 3.6 km | 3600 m | 3.6 kilometers | 3,600 meters",
        },
        {
            "zh": "三千七百米",
            "ru": "3700 м",
            "de": "3700 m",
            "ko": "3,700메터",
            "en": "3,700 metres",
        },
    ),
    (
        {
            "zh": "十二万平方公里 | 12万平方千米 | 120000平方公里",
            "ru": "120 тыс. кв. км | 120 тыс. км² | 120 000 квадратных километров | 120 тыс. км2",
            "de": "120 000 km² | 120 000 Quadratkilometer | 120 000 qkm | 120 Tsd. km²",
            "ko": "12만평방키로메터 | 12만㎢ | 12만 제곱킬로미터 | 120,000평방킬로메터",
            "en": "120,000 square kilometres | 120,000 sq km | 120,000 km² | 120,000 sq. km",
        },
        {
            "zh": "十三万平方公里",
            "ru": "130 тыс. кв. км",
            "de": "130 000 km²",
            "ko": "13만평방키로메터",
            "en": "130,000 sq km",
        },
    ),
    (
        {
            "zh": "七百五十立方米 | 750立方米 | 750方木材 | 750立米",
            "ru": "750 куб. м | 750 м³ | 750 кубометров | 750 кубических метров | 750 м3 | 750 куб. метров",
            "de": "750 m³ | 750 Kubikmeter | 750 cbm | 750 fm | 750 Festmeter",
            "ko": "750립방메터 | 750㎥ | 750 세제곱미터 | 750 립방 | 750입방미터",
            "en": "750 cubic metres | 750 m³ | 750 cu. m | 750 cubic meters | 750 cu m",
        },
        {
            "zh": "760立方米",
            "ru": "760 м³",
            "de": "760 m³",
            "ko": "760립방메터",
            "en": "760 m³",
        },
    ),
    (
        {
            "zh": "二百二十千伏 | 22万伏 | 220千伏",
            "ru": "220 кВ | 220 киловольт | 220 тыс. вольт",
            "de": "220 kV | 220 Kilovolt | 220 000 Volt",
            "ko": "220키로볼트 | 220킬로볼트 | 22만볼트 | 220kV",
            "en": "220 kV | 220 kilovolts | 220,000 volts",
        },
        {
            "zh": "110千伏",
            "ru": "110 кВ",
            "de": "110 kV",
            "ko": "110키로볼트",
            "en": "110 kV",
        },
    ),
    (
        {
            "zh": "每公顷四吨半 | 每公顷4.5吨 | 4.5吨/公顷",
            "ru": "4,5 т/га | 4,5 тонны с гектара | 45 ц/га | 45 центнеров с гектара | 4,5 т с га",
            "de": "4,5 t/ha | 4,5 Tonnen je Hektar | 45 dt/ha | 4,5 Tonnen pro Hektar",
            "ko": "정보당 4.5톤 | 헥타르당 4.5톤 | 4.5t/ha",
            "en": "4.5 tonnes per hectare | 4.5 t/ha | 4.5 tons a hectare | 4.5 metric tons per ha",
        },
        {
            "zh": "每公顷5.5吨",
            "ru": "5,5 т/га",
            "de": "5,5 t/ha",
            "ko": "정보당 5.5톤",
            "en": "5.5 t/ha",
        },
    ),
    (
        {
            "zh": "四十马力 | 40匹马力 | 40马力",
            "ru": "40 л. с. | 40 лошадиных сил | 40 л.с. | сорок лошадиных сил",
            "de": "40 PS | 40 Pferdestärken",
            "ko": "40마력 | 사십마력",
            "en": "40 hp | 40 horsepower | 40 h.p. | 40 HP",
        },
        {
            "zh": "五十马力",
            "ru": "50 л. с.",
            "de": "50 PS",
            "ko": "50마력",
            "en": "50 hp",
        },
    ),
    (
        {
            "zh": "八百兆字节 | 800MB | 800兆字节",
            "ru": "800 Мбайт | 800 мегабайт | 800 МБ | 800 Мб",
            "de": "800 MB | 800 MByte | 800 Megabyte",
            "ko": "800메가바이트 | 800MB | 800메가",
            "en": "800 MB | 800 megabytes | 800 Mbytes",
        },
        {
            "zh": "900MB",
            "ru": "900 Мбайт",
            "de": "900 MB",
            "ko": "900메가바이트",
            "en": "900 MB",
        },
    ),
    (
        {
            "zh": "十七公斤半 | 17.5公斤 | 17.5千克 | 三十五市斤",
            "ru": "17,5 кг | семнадцать с половиной килограммов | 17 кг 500 г | 17,5 килограмма",
            "de": "17,5 kg | siebzehneinhalb Kilogramm | 17½ kg | 17,5 Kilo",
            "ko": "17.5키로그람 | 17.5킬로그램 | 17.5kg",
            "en": "17.5 kg | seventeen and a half kilograms | 17.5 kilogrammes | 17½ kilos",
        },
        {
            "zh": "18.5公斤",
            "ru": "18,5 кг",
            "de": "18,5 kg",
            "ko": "18.5키로그람",
            "en": "18.5 kg",
        },
    ),
    (
        {
            "zh": "二百五十万吨 | 250万吨",
            "ru": "2,5 млн тонн | 2,5 млн. т | два с половиной миллиона тонн | 2500 тыс. т",
            "de": "2,5 Mio. t | zweieinhalb Millionen Tonnen | 2,5 Mill. Tonnen | 2 500 kt",
            "ko": "250만톤 | 2백50만톤 | 이백오십만 톤 | 250만t",
            "en": ("2.5 million tonnes | 2.5 million metric tons | two and a half million tons | output of 2.5 Mt"),
        },
        {
            "zh": "三百五十万吨",
            "ru": "3,5 млн тонн",
            "de": "3,5 Mio. t",
            "ko": "350만톤",
            "en": "3.5 million tonnes",
        },
    ),
]


@pytest.mark.parametrize(("same", "changed"), ROWS)
def test_equal_renderings_are_equal(same: dict[str, str], changed: dict[str, str]) -> None:
    assert told(same) == []


@pytest.mark.parametrize(("same", "changed"), ROWS)
def test_a_changed_rendering_is_told(same: dict[str, str], changed: dict[str, str]) -> None:
    assert untold(same, changed) == []
