/** Countries by their names in three languages and by their codes (ISO 3166-1). */
import { fold } from "#model/folding.ts";
import { recalled } from "#model/recall.ts";

/** Two-letter and three-letter code of each, run together. */
const CODES =
  "ADAND AEARE AFAFG AGATG AIAIA ALALB AMARM AOAGO AQATA ARARG ASASM ATAUT AUAUS AWABW AXALA AZAZE BABIH BBBRB BDBGD BEBEL BFBFA BGBGR BHBHR BIBDI BJBEN BLBLM BMBMU BNBRN BOBOL BQBES BRBRA BSBHS BTBTN BVBVT BWBWA BYBLR BZBLZ CACAN CCCCK CDCOD CFCAF CGCOG CHCHE CICIV CKCOK CLCHL CMCMR CNCHN COCOL CRCRI CUCUB CVCPV CWCUW CXCXR CYCYP CZCZE DEDEU DJDJI DKDNK DMDMA DODOM DZDZA ECECU EEEST EGEGY EHESH ERERI ESESP ETETH FIFIN FJFJI FKFLK FMFSM FOFRO FRFRA GAGAB GBGBR GDGRD GEGEO GFGUF GGGGY GHGHA GIGIB GLGRL GMGMB GNGIN GPGLP GQGNQ GRGRC GSSGS GTGTM GUGUM GWGNB GYGUY HKHKG HMHMD HNHND HRHRV HTHTI HUHUN IDIDN IEIRL ILISR IMIMN ININD IOIOT IQIRQ IRIRN ISISL ITITA JEJEY JMJAM JOJOR JPJPN KEKEN KGKGZ KHKHM KIKIR KMCOM KNKNA KPPRK KRKOR KWKWT KYCYM KZKAZ LALAO LBLBN LCLCA LILIE LKLKA LRLBR LSLSO LTLTU LULUX LVLVA LYLBY MAMAR MCMCO MDMDA MEMNE MFMAF MGMDG MHMHL MKMKD MLMLI MMMMR MNMNG MOMAC MPMNP MQMTQ MRMRT MSMSR MTMLT MUMUS MVMDV MWMWI MXMEX MYMYS MZMOZ NANAM NCNCL NENER NFNFK NGNGA NINIC NLNLD NONOR NPNPL NRNRU NUNIU NZNZL OMOMN PAPAN PEPER PFPYF PGPNG PHPHL PKPAK PLPOL PMSPM PNPCN PRPRI PSPSE PTPRT PWPLW PYPRY QAQAT REREU ROROU RSSRB RURUS RWRWA SASAU SBSLB SCSYC SDSDN SESWE SGSGP SHSHN SISVN SJSJM SKSVK SLSLE SMSMR SNSEN SOSOM SRSUR SSSSD STSTP SVSLV SXSXM SYSYR SZSWZ TCTCA TDTCD TFATF TGTGO THTHA TJTJK TKTKL TLTLS TMTKM TNTUN TOTON TRTUR TTTTO TVTUV TWTWN TZTZA UAUKR UGUGA UMUMI USUSA UYURY UZUZB VAVAT VCVCT VEVEN VGVGB VIVIR VNVNM VUVUT WFWLF WSWSM YEYEM YTMYT ZAZAF ZMZMB ZWZWE";

/** The two-letter codes. */
export const COUNTRIES: readonly string[] = CODES.split(" ").map((code) => code.slice(0, 2));

/** Names that people write and that no list of standard names holds. */
const ALSO: Record<string, string> = {
  uk: "GB",
  "great britain": "GB",
  britain: "GB",
  england: "GB",
  scotland: "GB",
  wales: "GB",
  "northern ireland": "GB",
  "united kingdom of great britain and northern ireland": "GB",
  यूके: "GB",
  ब्रिटेन: "GB",
  इंग्लैंड: "GB",
  برطانیہ: "GB",
  انگلینڈ: "GB",
  "united states of america": "US",
  "u.s.": "US",
  "u.s.a.": "US",
  america: "US",
  अमेरिका: "US",
  امریکہ: "US",
  امریکا: "US",
  eire: "IE",
  "republic of ireland": "IE",
  rsa: "ZA",
  uae: "AE",
  "u.a.e.": "AE",
  ksa: "SA",
  यूएई: "AE",
  امارات: "AE",
  bharat: "IN",
  भारत: "IN",
  بھارت: "IN",
  ہندوستان: "IN",
  holland: "NL",
  "the netherlands": "NL",
  "czech republic": "CZ",
  turkey: "TR",
  "south korea": "KR",
  korea: "KR",
  "republic of korea": "KR",
  "north korea": "KP",
  russia: "RU",
  "russian federation": "RU",
  vietnam: "VN",
  "viet nam": "VN",
  "ivory coast": "CI",
  burma: "MM",
  macedonia: "MK",
  swaziland: "SZ",
  "cape verde": "CV",
  "east timor": "TL",
  "hong kong": "HK",
  macau: "MO",
  macao: "MO",
  palestine: "PS",
  "islamic republic of iran": "IR",
  "syrian arab republic": "SY",
  "brunei darussalam": "BN",
  "republic of moldova": "MD",
  "united republic of tanzania": "TZ",
  "democratic republic of the congo": "CD",
  congo: "CG",
  "people's republic of china": "CN",
  prc: "CN",
};

let byName: Map<string, string> | undefined;
let english: Intl.DisplayNames | undefined;

function names(): Map<string, string> {
  if (byName) return byName;
  byName = new Map();
  const codes = CODES.split(" ");
  for (const language of ["en", "hi", "ur"]) {
    const display = new Intl.DisplayNames(language, { type: "region", fallback: "none" });
    for (const code of codes) {
      const name = display.of(code.slice(0, 2));
      if (name !== undefined)
        byName.set(fold(name), code.slice(0, 2)).set(fold(name.replaceAll("&", "and")), code.slice(0, 2));
    }
  }
  for (const [name, code] of Object.entries(ALSO)) byName.set(fold(name), code);
  for (const code of codes)
    byName.set(fold(code.slice(0, 2)), code.slice(0, 2)).set(fold(code.slice(2)), code.slice(0, 2));
  return byName;
}

/** `Pakistan`, `پاکستان`, `PAK` and `pk` → `PK`; `undefined` for what is no country. */
export function countryCode(written: string): string | undefined {
  if (written.length > 80) return undefined;
  return names().get(fold(written)) ?? names().get(fold(written).replace(/^the /, ""));
}

/** The country's English name, folded: part of what an address is found by. */
export const countryKey = recalled((code) => {
  english ??= new Intl.DisplayNames("en", { type: "region" });
  return fold(english.of(code) ?? code);
});
