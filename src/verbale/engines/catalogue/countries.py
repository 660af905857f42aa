"""The country codes of MARC 21, those in use and those that older records still carry.

From the MARC code list for countries, kept by the Library of Congress. ``xx`` (unknown) and ``vp`` (various) are
no country and stand in neither.
"""

from __future__ import annotations

_IN_USE = """
aa abc aca ae af ag ai aj aku alu am an ao aq aru as at au aw ay azu ba bb bcc bd be bf bg bh bi bl bm bn bo bp br bs
bt bu bv bw bx ca cau cb cc cd ce cf cg ch ci cj ck cl cm co cou cq cr ctu cu cv cw cx cy dcu deu dk dm dq dr ea ec eg
em enk er es et fa fg fi fj fk flu fm fp fr fs ft gau gb gd gg gh gi gl gm go gp gr gs gt gu gv gw gy gz hiu hm ho ht
hu iau ic idu ie ii ilu im inu io iq ir is it iv iy ja je ji jm jo ke kg kn ko ksu ku kv kyu kz lau lb le lh li lo ls
lu lv ly mau mbc mc mdu meu mf mg miu mj mk ml mm mnu mo mou mp mq mr msu mtu mu mv mw mx my mz nbu ncu ndu ne nfc ng
nhu nik nju nkc nl nmu nn no np nq nr nsc ntc nu nuc nvu nw nx nyu nz ohu oku onc oru ot pau pc pe pf pg ph pic pk pl
pn po pp pr pw py qa qea quc rb re rh riu rm ru rw sa sc scu sd sdu se sf sg sh si sj sl sm sn snc so sp sq sr ss st
stk su sw sx sy sz ta tc tg th ti tk tl tma tnu to tr ts tu tv txu tz ua uc ug un up utu uv uy uz vau vb vc ve vi vm
vra vtu wau wea wf wiu wj wk wlk ws wvu wyu xa xb xc xd xe xf xga xh xj xk xl xm xn xna xo xoa xp xr xra xs xv xxc xxk
xxu ye ykc za
"""
_DISCONTINUED = """
ac ai air ajr bwr cn cp cs cz err ge gn gsr hk iu iw jn kgr kzr lir ln lvr mh mvr na nm pt rur ry sb sk sv tar tkr tt
ui uik uk unr ur us uzr vn vs wb xi xxr ys yu
"""

COUNTRIES = frozenset(_IN_USE.split() + _DISCONTINUED.split())
"""Every code that names a country, or a state or province of one."""
