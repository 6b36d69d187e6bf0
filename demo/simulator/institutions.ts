import {Random} from './random.js';

/** One entry of the portal's directory (host-contract.md §3; names follow SMART User-access Brands). */
export interface InstitutionEntry {
  id: string;
  name: string;
  aliases: readonly string[];
  kind: 'hospital' | 'clinic' | 'lab' | 'pharmacy';
  address: string;
  city: string;
  state: string;
  website: string;
  portal_name: string;
  route: string;
  source_id?: string;
  /** Suggested before anything is typed. */
  featured?: true;
}

/** 24 hex digits that belong to a text, as the aggregator's ids look. */
export const hexId = (text: string): string => {
  let id = '';
  for (let round = 0; id.length < 24; round++) {
    let hash = 2_166_136_261 ^ (round * 97);
    for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 16_777_619);
    id += (hash >>> 0).toString(16).padStart(8, '0');
  }
  return id.slice(0, 24);
};

/** kind | name | street | city | state | portal | aliases, `*` in front: suggested. Invented, Mount Sinai aside. */
const LINES = `
*hospital|Mount Sinai|1 Gustave L. Levy Place|New York|NY|MyMountSinai|MSHS, Mount Sinai Health System
*lab|Harbor Labs|200 Quay Street|Jersey City|NJ|Harbor Results|Harbor Laboratory, HL Diagnostics
*clinic|Lakeside Cardiology|14 Shore Avenue|Brooklyn|NY|Lakeside Patient Link|Lakeside Heart Group
*pharmacy|Corner Pharmacy|88 Fulton Street|Brooklyn|NY|Corner Rx|Corner Drug
*clinic|Willow Creek Family Medicine|5 Mill Road|Yonkers|NY|WillowChart|Willow Creek Clinic
*hospital|St. Brendan's Medical Center|400 Abbey Boulevard|Newark|NJ|BrendanConnect|Saint Brendan, SBMC
*clinic|Parkview Eye Associates|31 Elm Street|Queens|NY|Parkview Online|Parkview Ophthalmology
*pharmacy|Greenleaf Pharmacy|9 Court Square|Queens|NY|Greenleaf Rx|
hospital|St. Mary's Hospital|12 Cathedral Street|Albany|NY|MyStMarys|Saint Mary's, St Marys
hospital|St. Mary's Hospital|700 Ocean Avenue|Portland|ME|St. Mary's Online|Saint Mary's, St Marys
hospital|St. Mary's Hospital|45 Prairie Road|Fargo|ND|MaryChart|Saint Mary's, St Marys
hospital|Saint Mary Medical Center|2100 Canyon Drive|Tucson|AZ|SaintMary Link|St. Mary's, St Mary
clinic|Riverside Family Medicine|18 River Road|Troy|NY|Riverside MyCare|
clinic|Riverside Medical Group|950 Levee Street|Memphis|TN|Riverside Portal|RMG
hospital|Riverside Regional Hospital|1 Regional Way|Riverside|CA|RiverChart|Riverside Regional
clinic|Riverside Pediatrics|22 Dock Street|Troy|NY|RiverKids|
lab|Harbor Labs Northside|77 Ridge Road|Hoboken|NJ|Harbor Results|Harbor Laboratory
lab|Harbor Labs Downtown|5 Broad Street|Newark|NJ|Harbor Results|Harbor Laboratory
pharmacy|Corner Pharmacy #112|310 Atlantic Avenue|Brooklyn|NY|Corner Rx|Corner Drug
pharmacy|Corner Pharmacy #204|1450 Broadway|New York|NY|Corner Rx|Corner Drug
pharmacy|Corner Pharmacy #371|16 Main Street|White Plains|NY|Corner Rx|Corner Drug
hospital|Lakeside General Hospital|500 Lake Street|Buffalo|NY|LakesideChart|Lakeside
clinic|Lakeside Dermatology|19 Bay Street|Rochester|NY|Lakeside Skin Online|
hospital|Harborview Community Hospital|60 Pier Road|New Haven|CT|HarborviewChart|Harbor View
hospital|Cedar Grove Hospital|81 Cedar Lane|Hartford|CT|CedarChart|
hospital|Northfield University Hospital|1 University Circle|Boston|MA|NorthfieldMyHealth|NUH, Northfield Med
hospital|Granite State Medical Center|250 Granite Way|Concord|NH|GraniteConnect|GSMC
hospital|Bluewater Health System|3000 Gulf Road|Tampa|FL|MyBluewater|Bluewater
hospital|Bluewater Women's Hospital|3010 Gulf Road|Tampa|FL|MyBluewater|Bluewater
hospital|High Plains Regional|77 Cattle Drive|Amarillo|TX|HighPlainsLink|
hospital|Mesa Verde Hospital|8 Juniper Street|Durango|CO|VerdeChart|
hospital|Cascade Valley Hospital|1200 Fir Avenue|Bellingham|WA|CascadeMy|Cascade
hospital|Old Mission Hospital|4 Mission Plaza|San Diego|CA|MissionCare|Antigua Misión
hospital|Sankt Olaf Lutheran Hospital|90 Fjord Street|Duluth|MN|OlafChart|St. Olaf
hospital|Great Bend Memorial|35 Bend Road|Great Bend|KS|GreatBendLink|
hospital|Magnolia Memorial Hospital|600 Magnolia Street|Jackson|MS|MagnoliaMy|
hospital|Three Rivers Hospital|3 Point Street|Pittsburgh|PA|RiversChart|
clinic|Maplewood Internal Medicine|45 Maple Street|Maplewood|NJ|MapleChart|
clinic|Maplewood Orthopedics|47 Maple Street|Maplewood|NJ|MapleOrtho|Maplewood Bone and Joint
clinic|Sunrise Women's Health|8 Dawn Road|Stamford|CT|SunrisePortal|Sunrise OB/GYN
clinic|Bright Smiles Pediatrics|212 Oak Street|Queens|NY|BrightChart|
clinic|Harlem River Community Health|620 River Avenue|Bronx|NY|HRCH Connect|
clinic|Clínica San Rafael|301 Calle Ocho|Miami|FL|MiSanRafael|Clinica San Rafael
clinic|Eastgate Endocrinology|77 Gate Road|Newark|NJ|EastgateChart|Eastgate Diabetes Center
clinic|Valley Oaks Physical Therapy|15 Acorn Way|Albany|NY|ValleyOaks|
clinic|Summit Sleep Center|9 Summit Avenue|Jersey City|NJ|SummitSleep|
clinic|Coastal Allergy and Asthma|44 Beach Street|Long Branch|NJ|CoastalBreathe|
clinic|Pine Street Psychiatry|18 Pine Street|New York|NY|PineStreetCare|
clinic|Metro Urgent Care Astoria|31-10 Steinway Street|Queens|NY|MetroUC|Metro Urgent
clinic|Metro Urgent Care Chelsea|250 W 23rd Street|New York|NY|MetroUC|Metro Urgent
clinic|Metro Urgent Care Park Slope|401 5th Avenue|Brooklyn|NY|MetroUC|Metro Urgent
lab|Summit Pathology|80 Summit Avenue|Jersey City|NJ|SummitPath|
lab|Keystone Reference Laboratory|2 Keystone Plaza|Harrisburg|PA|KeystoneLab|Keystone Lab
lab|Atlas Imaging and Lab|55 Atlas Road|Edison|NJ|AtlasResults|Atlas Radiology
lab|Blue Ridge Diagnostics|10 Ridge Road|Asheville|NC|BlueRidgeDx|
pharmacy|Hilltop Pharmacy|3 Hill Street|Yonkers|NY|HilltopRx|
pharmacy|Union Square Apothecary|20 Union Square|New York|NY|UnionRx|
pharmacy|Prairie Drug|14 Grain Street|Fargo|ND|PrairieRx|
pharmacy|Two Bridges Pharmacy|101 Madison Street|New York|NY|TwoBridgesRx|
pharmacy|Lighthouse Mail Pharmacy||Phoenix|AZ|LighthouseRx|Lighthouse mail order
`;

const slug = (text: string): string =>
  text
    .normalize('NFD')
    .replaceAll(/[\u0300-\u036F']/g, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');

const parse = (line: string): InstitutionEntry => {
  const [mark = '', name = '', address = '', city = '', state = '', portal = '', aliases = ''] = line.split('|');
  const featured = mark.startsWith('*');
  const isDirect = name === 'Mount Sinai';
  const id = isDirect ? 'mount-sinai' : `${slug(name)}-${slug(city)}`;
  return {
    id,
    name,
    aliases: aliases ? aliases.split(', ') : [],
    kind: mark.replace('*', '') as InstitutionEntry['kind'],
    address,
    city,
    state,
    website: isDirect ? 'https://www.mountsinai.org' : `https://www.${slug(name)}.example`,
    portal_name: portal,
    route: isDirect ? 'mount-sinai' : 'human-api',
    ...(!isDirect && {source_id: hexId(id)}),
    ...(featured && {featured}),
  };
};

/** About 60 institutions of our own invention, some with names that are easily confused. */
export const INSTITUTIONS: readonly InstitutionEntry[] = LINES.trim().split('\n').map(parse);

const FIRST =
  'Cedar Oak Maple River Lake Harbor Summit Valley Prairie Mission Union Liberty Grace Mercy Trinity Hope'.split(' ');
const SECOND =
  'Grove Ridge Creek View Park Field Point Bend Springs Hill Heights Shore Gate Falls Meadow Crossing'.split(' ');
const LAST: readonly (readonly [InstitutionEntry['kind'], string])[] = [
  ['hospital', 'Hospital'],
  ['hospital', 'Medical Center'],
  ['clinic', 'Family Medicine'],
  ['clinic', 'Pediatrics'],
  ['clinic', 'Cardiology'],
  ['clinic', 'Urgent Care'],
  ['lab', 'Laboratory'],
  ['pharmacy', 'Pharmacy'],
];
const PLACES =
  'Albany|NY Austin|TX Boise|ID Chicago|IL Dayton|OH Eugene|OR Fresno|CA Macon|GA Omaha|NE Salem|MA Tulsa|OK Waco|TX'.split(
    ' ',
  );

/** A directory of any size (a national one has about 32,000), the hand-written ones first. */
export const generateDirectory = (count: number, seed = 1): InstitutionEntry[] => {
  const random = new Random(seed);
  const entries = INSTITUTIONS.slice(0, count);
  while (entries.length < count) {
    const [kind, last] = random.pick(LAST);
    const [city = '', state = ''] = random.pick(PLACES).split('|');
    const name = `${random.pick(FIRST)} ${random.pick(SECOND)} ${last}`;
    const id = `${slug(name)}-${slug(city)}-${entries.length}`;
    entries.push({
      id,
      name,
      aliases: [],
      kind,
      address: `${random.int(1, 4000)} ${random.pick(FIRST)} Street`,
      city,
      state,
      website: `https://www.${slug(name)}.example`,
      portal_name: `${name.split(' ')[0]}Chart`,
      route: 'human-api',
      source_id: hexId(id),
    });
  }
  return entries;
};
