"""Country codes of ISO 3166-1, which UNIMARC uses, as the codes of MARC 21.

Two letters each; Hong Kong and Macau are ``cc`` in MARC since their own codes were discontinued. A code that stands
for two countries in MARC (Palestine) or at two times (CS) is no country here.
"""

from __future__ import annotations

_PAIRS = """
ADan AEts AFaf AGaq AIam ALaa AMai AOao AQay ARag ASas ATau AUat AWaw AXfi AZaj BAbn BBbb BDbg BEbe BFuv BGbu BHba
BIbd BJdm BLsc BMbm BNbx BObo BQca BRbl BSbf BTbt BVbv BWbs BYbw BZbh CAxxc CCxb CDcg CFcx CGcf CHsz CIiv CKcw CLcl
CMcm CNcc COck CRcr CUcu CVcv CWco CXxa CYcy CZxr DEgw DJft DKdk DMdq DOdr DZae ECec EEer EGua EHss ERea ESsp ETet
FIfi FJfj FKfk FMfm FOfa FRfr GAgo GBxxk GDgd GEgs GFfg GGgg GHgh GIgi GLgl GMgm GNgv GPgp GQeg GRgr GSxs GTgt GUgu
GWpg GYgy HKcc HMhm HNho HRci HTht HUhu IDio IEie ILis IMim INii IObi IQiq IRir ISic ITit JEje JMjm JOjo JPja KEke
KGkg KHcb KIgb KMcq KNxd KPkn KRko KWku KYcj KZkz LAls LBle LCxk LIlh LKce LRlb LSlo LTli LUlu LVlv LYly MAmr MCmc
MDmv MEmo MFst MGmg MHxe MKxn MLml MMbr MNmp MOcc MPnw MQmq MRmu MSmj MTmm MUmf MVxc MWmw MXmx MYmy MZmz NAsx NCnl
NEng NFnx NGnr NInq NLne NOno NPnp NRnu NUxh NZnz OMmk PApn PEpe PFfp PGpp PHph PKpk PLpl PMxl PNpc PRpr PTpo PWpw
PYpy QAqa REre ROrm RSrb RUru RWrw SAsu SBbp SCse SDsj SEsw SGsi SHxj SIxv SJno SKxo SLsl SMsm SNsg SOso SRsr SSsd
STsf SVes SXsn SYsy SZsq TCtc TDcd TFfs TGtg THth TJta TKtl TLem TMtk TNti TOto TRtu TTtr TVtv TWch TZtz UAun UGug
UMuc USxxu UYuy UZuz VAvc VCxm VEve VGvb VIvi VNvm VUnn WFwf WSws XKkv YEye YTot ZAsa ZMza ZWrh
"""
_FORMER = "ANna BUbr DDge FXfr SUur TPem YUyu ZRcg"

MARC_OF_ISO = {pair[:2]: pair[2:] for pair in (_PAIRS + _FORMER).split()}
"""``"DE"`` → ``"gw"``."""
