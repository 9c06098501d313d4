/** Words in times: months, days of the week, zones, halves of the day. */

/** The month, 1 .. 12, of a name or its short form in English, French, German, Spanish, Italian, Portuguese or Dutch, in small letters. */
export const months: ReadonlyMap<string, number> = new Map(
  [
    ['january', 'jan', 'janvier', 'janv', 'januar', 'jänner', 'enero', 'ene', 'gennaio', 'gen', 'janeiro', 'januari'],
    ['february', 'feb', 'février', 'févr', 'fév', 'februar', 'febrero', 'febbraio', 'fevereiro', 'fev', 'februari'],
    ['march', 'mar', 'mars', 'märz', 'mrz', 'mär', 'marzo', 'março', 'maart', 'mrt'],
    ['april', 'apr', 'avril', 'avr', 'abril', 'abr', 'aprile'],
    ['may', 'mai', 'mayo', 'maggio', 'mag', 'maio', 'mei'],
    ['june', 'jun', 'juin', 'juni', 'junio', 'giugno', 'giu', 'junho'],
    ['july', 'jul', 'juillet', 'juil', 'juli', 'julio', 'luglio', 'lug', 'julho'],
    ['august', 'aug', 'août', 'aout', 'agosto', 'ago', 'augustus'],
    ['september', 'sep', 'sept', 'septembre', 'septiembre', 'settembre', 'set', 'setembro'],
    ['october', 'oct', 'octobre', 'oktober', 'okt', 'octubre', 'ottobre', 'ott', 'outubro', 'out'],
    ['november', 'nov', 'novembre', 'noviembre', 'novembro'],
    ['december', 'dec', 'décembre', 'déc', 'dezember', 'dez', 'diciembre', 'dic', 'dicembre', 'dezembro'],
  ].flatMap((names, i) => names.map((name) => [name, i + 1] as const)),
);

/** Hours from UTC of zone words; ambiguous ones take their most common meaning in logs. */
export const zoneWords: ReadonlyMap<string, number> = new Map(
  Object.entries({
    Z: 0,
    UTC: 0,
    GMT: 0,
    UT: 0,
    WET: 0,
    BST: 1,
    WEST: 1,
    CET: 1,
    MEZ: 1,
    CEST: 2,
    MESZ: 2,
    EET: 2,
    EEST: 3,
    MSK: 3,
    IST: 5.5,
    CST: -6,
    CDT: -5,
    EST: -5,
    EDT: -4,
    MST: -7,
    MDT: -6,
    PST: -8,
    PDT: -7,
    AKST: -9,
    AKDT: -8,
    HST: -10,
    JST: 9,
    KST: 9,
    SGT: 8,
    HKT: 8,
    AEST: 10,
    AEDT: 11,
    ACST: 9.5,
    AWST: 8,
    NZST: 12,
    NZDT: 13,
    SAST: 2,
    EAT: 3,
    WAT: 1,
    WIB: 7,
    PKT: 5,
    BRT: -3,
    ART: -3,
  }),
);

/** Names and short forms of the days of the week, in small letters. */
export const weekdays: readonly string[] = [
  ...['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'],
  ...['mon', 'tue', 'tues', 'wed', 'thu', 'thur', 'thurs', 'fri', 'sat', 'sun'],
  ...['montag', 'dienstag', 'mittwoch', 'donnerstag', 'freitag', 'samstag', 'sonntag'],
  ...['mo', 'di', 'mi', 'do', 'fr', 'sa', 'so'],
  ...['lundi', 'mardi', 'mercredi', 'jeudi', 'vendredi', 'samedi', 'dimanche'],
  ...['lun', 'mar', 'mer', 'jeu', 'ven', 'sam', 'dim'],
  ...['lunes', 'martes', 'miércoles', 'jueves', 'viernes', 'sábado', 'domingo'],
  ...['mié', 'jue', 'vie', 'sáb', 'dom'],
];

const afternoons = /^(p|nachm|下午|午後|오후)/i;

/** Of a clock of twelve hours: whether the word says that noon is over. */
export function isAfternoon(word: string): boolean {
  return afternoons.test(word);
}

/** What can stand for a half of the day, as a regular expression's source. */
export const halvesOfDay = '[AaPp]\\.?[ \\u00a0\\u202f]?[Mm]\\.?|VORM\\.?|NACHM\\.?|[上下]午|午[前後]|오[전후]';
