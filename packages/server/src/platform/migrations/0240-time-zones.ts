import type { SchemaStep } from './migration.js';

/** Names of zones that are not canonical, behind the one that is. Until now they were stored as they came. */
const otherNames = `
  Africa/Asmara Africa/Asmera
  Africa/Bamako Africa/Timbuktu
  Africa/Cairo ART Egypt
  Africa/Maputo CAT
  Africa/Nairobi EAT
  Africa/Tripoli Libya
  America/Adak America/Atka US/Aleutian
  America/Anchorage AST US/Alaska SystemV/YST9YDT
  America/Argentina/Buenos_Aires AGT America/Buenos_Aires
  America/Argentina/Catamarca America/Argentina/ComodRivadavia America/Catamarca
  America/Argentina/Cordoba America/Cordoba America/Rosario
  America/Argentina/Jujuy America/Jujuy
  America/Argentina/Mendoza America/Mendoza
  America/Atikokan America/Coral_Harbour
  America/Chicago CST CST6CDT US/Central SystemV/CST6CDT
  America/Denver America/Shiprock MST7MDT Navajo US/Mountain SystemV/MST7MDT
  America/Detroit US/Michigan
  America/Edmonton America/Yellowknife Canada/Mountain
  America/Halifax Canada/Atlantic SystemV/AST4ADT
  America/Havana Cuba
  America/Indiana/Indianapolis America/Fort_Wayne America/Indianapolis IET US/East-Indiana
  America/Indiana/Knox America/Knox_IN US/Indiana-Starke
  America/Iqaluit America/Pangnirtung
  America/Jamaica Jamaica
  America/Kentucky/Louisville America/Louisville
  America/Los_Angeles PST PST8PDT US/Pacific US/Pacific-New SystemV/PST8PDT
  America/Manaus Brazil/West
  America/Mazatlan Mexico/BajaSur
  America/Mexico_City Mexico/General
  America/New_York EST5EDT US/Eastern SystemV/EST5EDT
  America/Noronha Brazil/DeNoronha
  America/Nuuk America/Godthab
  America/Panama EST
  America/Phoenix MST PNT US/Arizona SystemV/MST7
  America/Puerto_Rico PRT
  America/Regina Canada/East-Saskatchewan Canada/Saskatchewan
  America/Rio_Branco America/Porto_Acre Brazil/Acre
  America/Santiago Chile/Continental
  America/Sao_Paulo BET Brazil/East
  America/St_Johns CNT Canada/Newfoundland
  America/St_Thomas America/Virgin
  America/Tijuana America/Ensenada America/Santa_Isabel Mexico/BajaNorte
  America/Toronto America/Montreal America/Nipigon America/Thunder_Bay Canada/Eastern
  America/Vancouver Canada/Pacific
  America/Whitehorse Canada/Yukon
  America/Winnipeg America/Rainy_River Canada/Central
  Antarctica/McMurdo Antarctica/South_Pole
  Arctic/Longyearbyen Atlantic/Jan_Mayen
  Asia/Ashgabat Asia/Ashkhabad
  Asia/Dhaka Asia/Dacca BST
  Asia/Ho_Chi_Minh Asia/Saigon VST
  Asia/Hong_Kong Hongkong
  Asia/Jerusalem Asia/Tel_Aviv Israel
  Asia/Karachi PLT
  Asia/Kathmandu Asia/Katmandu
  Asia/Kolkata Asia/Calcutta IST
  Asia/Macau Asia/Macao
  Asia/Makassar Asia/Ujung_Pandang
  Asia/Nicosia Europe/Nicosia
  Asia/Seoul ROK
  Asia/Shanghai Asia/Chongqing Asia/Chungking Asia/Harbin CTT PRC
  Asia/Singapore Singapore
  Asia/Taipei ROC
  Asia/Tehran Iran
  Asia/Thimphu Asia/Thimbu
  Asia/Tokyo JST Japan
  Asia/Ulaanbaatar Asia/Choibalsan Asia/Ulan_Bator
  Asia/Urumqi Asia/Kashgar
  Asia/Yangon Asia/Rangoon
  Asia/Yerevan NET
  Atlantic/Faroe Atlantic/Faeroe
  Atlantic/Reykjavik Iceland
  Australia/Adelaide Australia/South
  Australia/Brisbane Australia/Queensland
  Australia/Broken_Hill Australia/Yancowinna
  Australia/Darwin ACT Australia/North
  Australia/Hobart Australia/Currie Australia/Tasmania
  Australia/Lord_Howe Australia/LHI
  Australia/Melbourne Australia/Victoria
  Australia/Perth Australia/West
  Australia/Sydney AET Australia/ACT Australia/Canberra Australia/NSW
  Etc/GMT+4 SystemV/AST4
  Etc/GMT+5 SystemV/EST5
  Etc/GMT+6 SystemV/CST6
  Etc/GMT+8 SystemV/PST8
  Etc/GMT+9 SystemV/YST9
  Europe/Athens EET
  Europe/Brussels CET MET
  Europe/Chisinau Europe/Tiraspol
  Europe/Dublin Eire
  Europe/Istanbul Asia/Istanbul Turkey
  Europe/Kyiv Europe/Kiev Europe/Uzhgorod Europe/Zaporozhye
  Europe/Lisbon Portugal WET
  Europe/London Europe/Belfast GB GB-Eire
  Europe/Moscow W-SU
  Europe/Paris ECT
  Europe/Warsaw Poland
  Pacific/Apia MIT
  Pacific/Auckland NST NZ
  Pacific/Chatham NZ-CHAT
  Pacific/Chuuk Pacific/Truk Pacific/Yap
  Pacific/Easter Chile/EasterIsland
  Pacific/Guadalcanal SST
  Pacific/Honolulu HST Pacific/Johnston US/Hawaii SystemV/HST10
  Pacific/Kanton Pacific/Enderbury
  Pacific/Kwajalein Kwajalein
  Pacific/Pago_Pago Pacific/Samoa US/Samoa
  Pacific/Pohnpei Pacific/Ponape
  UTC Etc/GMT Etc/GMT+0 Etc/GMT-0 Etc/GMT0 Etc/Greenwich Etc/UCT Etc/UTC Etc/Universal Etc/Zulu GMT GMT+0 GMT-0 GMT0 Greenwich UCT Universal Zulu
`;

const renamed = otherNames
  .trim()
  .split('\n')
  .map((line) => line.trim().split(' '))
  .flatMap(([canonical, ...others]) => others.map((other) => `('${other.toLowerCase()}', '${canonical}')`));

const tables = ['employer_settings', 'legal_entity', 'stipend'];

/**
 * A zone is stored under its canonical name, and only where PostgreSQL knows it: it reckons windows and days of spends in it, and
 * failed all spends of an employer whose zone the runtime alone knew, such as `AET`.
 */
export const timeZoneNames: SchemaStep = {
  name: '0240-time-zones',
  sql: `
    -- Other names, then the names of the database in any spelling. What nobody can reckon with becomes UTC, which employers have
    -- unless they choose.
    create temporary table zone_name on commit drop as
      select * from (values ${renamed.join(', ')}) as names (name, canonical);
    insert into zone_name select distinct on (lower(n.name)) lower(n.name), n.name from pg_timezone_names n
    where (n.name = 'UTC' or n.name ~ '^[A-Z].*/') and not exists (select from zone_name z where z.name = lower(n.name));

    -- Tenant by tenant: row security holds for the owner too.
    do $$
    declare
      v_employer uuid;
      v_table text;
    begin
      for v_employer in select e.id from employer e loop
        perform set_config('app.employer_id', v_employer::text, true);
        foreach v_table in array array['${tables.join("', '")}'] loop
          execute format('update %I t set time_zone = z.canonical
            from (select o.time_zone, coalesce(n.canonical, ''UTC'') as canonical
              from (select distinct time_zone from %1$I where employer_id = $1) o left join zone_name n on n.name = lower(o.time_zone)) z
            where t.employer_id = $1 and t.time_zone = z.time_zone and z.canonical <> z.time_zone', v_table) using v_employer;
        end loop;
      end loop;
      perform set_config('app.employer_id', '', true);
    end $$;

    ${tables.map(knownTo).join('\n    ')}
  `,
};

/** Abbreviations such as EST, which PostgreSQL takes for an offset, have no slash. It refuses a zone it does not know by an error. */
function knownTo(table: string): string {
  return `alter table ${table} add constraint ${table}_time_zone_known check (
      time_zone = 'UTC' or (time_zone ~ '^[A-Z][A-Za-z_]+(/[A-Za-z0-9_+-]+)+$' and timestamptz 'epoch' at time zone time_zone is not null));`;
}
