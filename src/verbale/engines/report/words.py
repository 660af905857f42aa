"""The words of reports in English, German, Russian, Chinese and Korean: labels, headings, columns of tables.

An asterisk at the end stands for any ending of the word; case does not count.
"""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    """What a label announces. OTHER announces nothing that is taken out of a conclusion,
        and ends what stands before it.

    NUMBER and TASK are columns of tables only; the last two are headings.
    """

    IN_CHARGE = "in charge"
    PARTICIPATION = "participation"
    DATE = "date"
    LEAD = "lead"
    COORDINATION = "coordination"
    CONTROL = "control"
    OTHER = "other"
    NUMBER = "number"
    TASK = "task"
    CONCLUSIONS = "conclusions"
    TASKS = "tasks"


# fmt: off
LABEL_WORDS: dict[Kind, tuple[str, ...]] = {
    Kind.IN_CHARGE: (
        "in charge", "person in charge", "persons in charge", "people in charge", "those in charge", "being in charge",
        "who", "by whom", "responsible", "responsible party", "responsible parties", "responsible person*",
        "persons responsible",
        "responsible body", "responsible bodies", "responsible agenc*", "responsible for implementation",
        "responsible institution*", "responsible office*", "responsible organi?ation*", "responsibility",
        "responsibilities", "responsibility of", "accountable", "charged with", "assigned to", "owner", "owners",
        "action by", "to be done by", "lead agenc*", "lead bod*", "lead institution*", "lead ministr*",
        "lead organi?ation*", "lead office*", "lead department*", "agency in charge", "body in charge",
        "department in charge",
        "ministry in charge", "organi?ation in charge", "implementing agenc*", "implementing bod*", "executor*",
        "executing agenc*",
        "verantwortlich*", "v", "verantw", "verantwortl", "verantwortung", "verantwortlichkeit*", "zuständig*",
        "zuständigkeit*",
        "federführend*", "federführung", "in verantwortung", "ausführend*", "durchführend*", "verantwortliche stelle*",
        "verantwortliche person*", "verantwortliche institution*", "durchführung",
        "ответственн*", "ответственные исполнители", "ответственный исполнитель", "ответственные лица", "отв", "исп",
        "отв исп", "отв исполнител*", "отв лиц*", "отв организац*", "отв ведомств*",
        "ответственное лицо", "ответственность", "ответственные организации", "ответственная организация",
        "ответственные ведомства", "ответственное ведомство", "исполнитель", "исполнители", "головной исполнитель",
        "головная организация", "головные организации", "возлагается на", "кто отвечает", "ответственные за исполнение",
        "ответственный за исполнение", "ответственное министерство", "ответственные министерства",
        "负责人", "负责单位", "负责", "负责部门", "责任人", "责任单位", "责任部门", "主办单位", "主办", "主办部门",
        "主管单位",
        "主管部门", "承办单位", "承担单位", "牵头单位", "牵头部门", "牵头", "执行单位", "负责单位和人员", "责任者",
        "负责者",
        "負責人", "負責單位", "責任單位", "负责机构", "主要负责单位", "负责部门和单位",
        "책임자", "책임", "담당", "담당자", "책임기관", "책임 기관", "책임단위", "책임 단위", "담당기관", "담당 기관",
        "담당부서", "담당 부서", "책임부서", "책임 부서", "주관", "주관기관", "주관 기관", "집행기관", "집행 기관",
        "책임일군",
        "담당단위", "담당 단위", "주관부서", "주관 부서", "책임담당자",
    ),
    Kind.PARTICIPATION: (
        "with", "with whom", "participation", "participation of", "participant*", "participating", "participating bod*",
        "participating institution*", "participating organi?ation*", "participating agenc*", "involved", "involvement",
        "involving", "with the participation of", "to be involved", "parties involved", "bodies involved",
        "institutions involved", "in cooperation with", "in co-operation with", "cooperation", "partner", "partners",
        "cooperating", "cooperating institution*", "cooperating partner*", "contributing", "contributor*",
        "supported by", "support", "jointly with", "together with", "also involved", "other participants",
        "beteiligung", "beteiligt*", "bet", "mitw", "mitwirkung", "mitwirkend*", "unter mitwirkung von",
        "unter beteiligung von",
        "teilnehmer*", "teilnahme", "mitarbeit", "mitarbeitend*", "in zusammenarbeit mit", "zusammenarbeit mit",
        "beteiligte institution*", "beteiligte einrichtung*", "beteiligte stelle*", "partner", "kooperationspartner",
        "mitbeteiligt*", "einzubeziehen*", "unterstützung", "unterstützend", "gemeinsam mit", "mitverantwortlich*",
        "участие", "при участии", "участник", "участники", "соисполнитель", "соисполнители", "с участием", "участвуют",
        "участвует", "участвующие организации", "участвующие ведомства", "участвующие министерства", "привлекаются",
        "привлечь", "привлекаемые организации", "совместно с", "совместно", "во взаимодействии с", "взаимодействие",
        "организации-участники", "партнёр*", "партнер*", "содействие", "при содействии", "принимают участие",
        "к участию привлекаются", "участвующие институты", "участвующие стороны",
        "参加单位", "参加部门", "参加", "参加人", "参加人员", "参加者", "协作", "协作单位", "协作部门", "协办",
        "协办单位",
        "协办部门", "参与", "参与单位", "参与部门", "参与人员", "参与人", "配合单位", "配合部门", "配合", "合作单位",
        "会同单位", "会同", "协助单位", "协助", "參加單位", "協作單位", "参与方", "参加机构", "参与机构", "协同单位",
        "참가", "참여", "참가자", "참여자", "참가기관", "참가 기관", "참여기관", "참여 기관", "참가단위", "참가 단위",
        "협력", "협력기관", "협력 기관", "협조", "협조기관", "협조 기관", "참여부서", "참여 부서", "협력단위",
        "협력 단위",
        "협조단위", "협조 단위", "공동 수행", "공동수행", "참가부서", "협조부서", "협력부서", "공동참여",
    ),
    Kind.DATE: (
        "date", "dates", "deadline*", "due", "due date", "due dates", "due by", "due on", "term", "terms", "time limit",
        "time limits", "target date*", "time frame", "timeframe", "timeline", "time line", "schedule", "to be done by",
        "by when", "by what date", "completion", "date of completion", "completion date", "time", "when", "period",
        "date due",
        "milestone", "milestones", "time schedule", "to be completed by", "to be completed", "to be carried out",
        "to be carried out by", "to be finished", "to be ready by", "complete by", "finish by",
        "t", "termin", "termine", "termin*stellung", "frist", "fristen", "zeitpunkt", "zeitraum",
        "datum", "daten", "fällig",
        "fälligkeit", "fällig am", "fällig bis", "bis wann", "abschluss", "abschlusstermin", "abgabetermin",
        "zieltermin",
        "endtermin", "zu erledigen bis", "erledigung bis", "zeitplan", "zeitrahmen", "etappen", "meilensteine",
        "meilenstein", "realisierungstermin", "fertigstellung", "bis", "wann", "zwischentermin*", "durchzuführen bis",
        "срок", "сроки", "срок исполнения", "сроки исполнения", "срок выполнения", "сроки выполнения", "дата", "даты",
        "срок завершения", "сроки завершения", "срок реализации", "сроки реализации", "дата исполнения", "этапы",
        "дата завершения", "время", "срок представления", "контрольный срок", "контрольные сроки", "этапы и сроки",
        "сроки и этапы", "период", "крайний срок", "предельный срок", "срок сдачи", "сроки проведения",
        "срок проведения",
        "期限", "日期", "完成期限", "完成日期", "完成时间", "时间", "截止日期", "截止时间", "截止期限", "时限",
        "完成时限",
        "时间要求", "进度", "时间安排", "进度安排", "预定日期", "办理时限", "期間", "实施时间", "执行时间", "起止时间",
        "实施期限", "执行期限", "截止", "日程", "时间节点", "节点", "完成", "计划时间", "计划完成时间", "規定期限",
        "기한", "일자", "날짜", "기일", "완료기한", "완료 기한", "시한", "마감", "마감일", "완료일", "일정", "기간",
        "수행기한", "수행 기한", "집행기한", "집행 기한", "시기", "완료 시기", "완료시기", "이행기한", "이행 기한",
        "완료예정일", "완료 예정일", "추진일정", "추진 일정", "추진시기", "기한일", "수행기간", "수행 기간",
    ),
    Kind.LEAD: (
        "lead", "leader", "leading expert*", "led by", "head", "headed by", "direction", "under the direction of",
        "directed by", "under the leadership of", "leadership", "lead scientist", "leading scientist",
        "leading professor",
        "principal investigator", "project leader", "project lead", "scientific leader", "scientific lead",
        "coordinator",
        "leitung", "leiter", "leiterin", "wissenschaftliche leitung", "unter leitung von", "unter der leitung von",
        "leitender experte", "leitende expertin", "projektleiter*", "projektleitung", "themenleiter*", "themenleitung",
        "fachliche leitung", "wissenschaftlicher leiter", "federführender experte",
        "руководитель", "рук", "научный руководитель", "под руководством", "руководство", "ведущий эксперт",
        "ведущий специалист", "ведущий учёный", "ведущий ученый", "руководитель темы", "руководитель проекта",
        "руководители", "науч рук",
        "课题负责人", "项目负责人", "学术带头人", "带头人", "首席专家", "牵头专家", "主持人", "组长", "技术负责人",
        "牵头人",
        "专家组长", "领衔专家",
        "지도", "지도자", "책임연구원", "연구책임자", "연구 책임자", "과제책임자", "과제 책임자", "책임전문가",
        "책임 전문가",
        "수석전문가", "주임", "팀장", "지도교수", "지도 교수",
    ),
    Kind.COORDINATION: (
        "coordination", "co-ordination", "overall coordination", "coordinated by", "koordinierung", "koordination",
        "gesamtkoordinierung", "koordinator", "koordinatorin", "gesamtkoordination", "abstimmung",
        "координация", "координатор", "общая координация", "координирует", "согласование",
        "协调", "协调单位", "协调人", "总协调", "统筹", "统筹单位", "统筹协调", "归口单位", "归口管理",
        "조정", "조정기관", "조정 기관", "총괄", "조율", "총괄 조정",
    ),
    Kind.CONTROL: (
        "control", "controlled by", "supervision", "supervised by", "monitoring", "monitored by", "oversight",
        "checked by",
        "follow-up", "control of implementation", "report to", "reporting", "reports to",
        "kontrolle", "kontrolliert durch", "überwachung", "aufsicht", "berichterstattung", "kontrollverantwortlich*",
        "kontrolltermin", "kontrolle der durchführung", "überprüfung", "bericht an",
        "контроль", "контроль за исполнением", "контроль исполнения", "контролирует", "надзор", "контролёр",
        "контролер",
        "контроль возложить на", "контроль возлагается на", "контроль за выполнением", "контроль выполнения",
        "监督", "检查", "监督检查", "监督单位", "检查单位", "督办", "督办单位", "督促检查", "督查", "监督部门",
        "检查部门",
        "감독", "검열", "통제", "감독기관", "감독 기관", "점검", "점검기관", "점검 기관", "확인", "감독자",
    ),
    Kind.OTHER: (
        "contact", "contacts", "contact person*", "contact point*", "funding", "funds", "financing", "budget", "cost",
        "costs", "source of funds", "remark", "remarks", "note", "comment*", "status", "priority", "basis", "venue",
        "ansprechpartner*", "kontakt*", "finanzierung", "mittel", "kosten", "budget", "bemerkung*", "anmerkung*",
        "hinweis*", "priorität", "grundlage*", "ort",
        "финансирование", "источник финансирования", "источники финансирования", "бюджет", "стоимость", "примечание",
        "примечания", "контакт*", "контактное лицо", "статус", "основание", "место проведения", "приоритет",
        "联系人", "联系方式", "联系电话", "经费", "经费来源", "经费预算", "资金来源", "预算", "备注", "说明", "状态",
        "地点", "依据", "联络人",
        "연락처", "연락", "예산", "재원", "비용", "비고", "참고", "장소", "상태", "근거", "문의",
    ),
    Kind.NUMBER: (
        "no", "nr", "number", "#", "item", "item no", "lfd nr", "lfd", "nummer", "pos", "ser no", "s/n", "№",
        "№ п/п", "п/п",
        "номер", "n", "序号", "编号", "号", "序", "번호", "순번", "호", "no п/п", "№№", "№№ п/п", "n°",
    ),
    Kind.TASK: (
        "task", "tasks", "conclusion", "conclusions", "measure", "measures", "action", "actions", "activity",
        "activities",
        "content", "contents", "subject", "description", "commitment", "commitments", "what", "item", "text",
        "decision",
        "action item", "action items", "topic", "project", "agreed action", "agreed actions", "agreed measure*",
        "point",
        "aufgabe", "aufgaben", "maßnahme", "maßnahmen", "massnahme", "massnahmen", "schlussfolgerung*", "inhalt",
        "festlegung", "festlegungen", "gegenstand", "vorhaben", "thema", "beschluss", "bezeichnung", "beschreibung",
        "aufgabenstellung", "was", "verpflichtung*", "tätigkeit*",
        "мероприятие", "мероприятия", "задача", "задачи", "поручение", "поручения", "содержание", "вывод", "выводы",
        "задание", "задания", "решение", "наименование", "наименование мероприятия", "содержание поручения", "тема",
        "содержание работ*", "содержание мероприятия", "обязательство", "обязательства", "содержание задания", "работа",
        "наименование работ*", "пункт",
        "任务", "内容", "事项", "结论", "措施", "工作内容", "任务内容", "工作任务", "项目", "工作事项", "主要内容",
        "课题",
        "具体任务", "工作", "议定事项", "合作内容", "合作项目", "任务名称", "项目名称", "主要任务",
        "과제", "내용", "임무", "결론", "조치", "조치사항", "사업", "사업내용", "과업", "항목", "업무", "조치 사항",
        "과제 내용", "과제내용", "합의사항", "합의 사항", "사업 내용", "과제명",
    ),
}

HEADING_WORDS: dict[Kind, tuple[str, ...]] = {
    Kind.CONCLUSIONS: (
        "conclusion", "conclusions", "schlussfolgerung", "schlussfolgerungen", "schlußfolgerung", "schlußfolgerungen",
        "folgerungen", "выводы", "заключения", "结论", "結論", "主要结论", "결론",
    ),
    Kind.TASKS: (
        "task", "tasks", "measures", "actions", "action items", "commitments", "assignments", "agreed actions",
        "follow-up", "next steps", "recommendations", "decisions", "obligations", "undertakings", "action plan",
        "aufgaben", "maßnahmen", "massnahmen", "festlegungen", "beschlüsse", "verpflichtungen", "maßnahmeplan",
        "maßnahmenplan", "vereinbarungen", "weiteres vorgehen", "aufträge", "empfehlungen", "konsequenzen",
        "поручения", "поручение", "задачи", "задания", "мероприятия", "меры", "решения", "обязательства", "предложения",
        "перечень поручений", "план мероприятий", "постановили", "решили", "рекомендации", "договорённости",
        "договоренности", "заключение",
        "任务", "措施", "工作任务", "议定事项", "决定", "决议", "建议", "今后工作", "下一步工作", "后续工作",
        "落实措施",
        "承诺", "意见", "任务分工", "工作安排", "商定事项", "合作任务", "責任分工", "任務",
        "과제", "조치", "조치사항", "임무", "결정", "결정사항", "합의사항", "후속조치", "후속 조치", "대책", "과업",
        "향후 과제", "향후과제", "이행과제", "이행 과제", "건의",
    ),
}

END_WORDS: tuple[str, ...] = (
    "appendix", "appendices", "annex*", "attachment*", "enclosure*", "distribution", "distribution list", "signed",
    "signature*", "footnote*", "notes", "references", "anlage*", "anhang", "anhänge", "verteiler", "unterschrift*",
    "fußnoten", "fussnoten", "gezeichnet", "приложени*", "подпис*", "примечани*", "список рассылки", "разослано",
    "рассылка", "附件", "附录", "附注", "附表", "注释", "抄送", "抄报", "分送", "签字", "부록", "첨부", "별첨", "배포",
    "배포처", "서명", "각주", "붙임",
)

TASK_NUMBER_WORDS: tuple[str, ...] = (
    "recommendation", "empfehlung", "рекомендация", "решение", "建议",
    "conclusion", "task", "item", "measure", "action", "point", "commitment", "assignment", "schlussfolgerung",
    "schlußfolgerung", "aufgabe", "maßnahme", "massnahme", "punkt", "festlegung", "auftrag", "вывод", "задача",
    "поручение", "пункт", "мероприятие", "задание", "обязательство", "结论", "任务", "措施", "事项", "项目", "결론",
    "과제",
    "조치", "임무", "항목",
)

SUBJECT_WORDS: tuple[str, ...] = (
    "subject", "area", "topic", "field", "theme", "complex", "thema", "themen", "gebiet", "bereich", "komplex",
    "themat", "тем", "направлени", "област", "комплекс", "课题", "领域", "方面", "专题", "方向", "主题", "과제", "분야",
    "주제", "부문",
)
# fmt: on
