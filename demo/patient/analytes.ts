/** Names, codes, units and usual ranges of what is measured. Codes are LOINC's, units UCUM's. */
export interface Analyte {
  readonly name: string;
  readonly loinc: string;
  readonly unit: string;
  readonly ucum: string;
  readonly low?: number;
  readonly high?: number;
  readonly digits: number;
  /** Where a healthy value lies, and how far it wanders. */
  readonly middle: number;
  readonly spread: number;
}

/** key | name | LOINC | unit | UCUM | low | high | digits | middle | spread */
const TABLE = `
a1c|Hemoglobin A1c|4548-4|%|%|4.0|5.6|1|5.4|0.4
glucose|Glucose|2345-7|mg/dL|mg/dL|70|99|0|96|14
creatinine|Creatinine|2160-0|mg/dL|mg/dL|0.6|1.1|2|0.86|0.12
egfr|eGFR|98979-8|mL/min/1.73 m2|mL/min/{1.73_m2}|60||0|84|10
bun|Urea nitrogen|3094-0|mg/dL|mg/dL|7|20|0|14|4
sodium|Sodium|2951-2|mmol/L|mmol/L|136|145|0|140|3
potassium|Potassium|2823-3|mmol/L|mmol/L|3.5|5.1|1|4.2|0.4
chloride|Chloride|2075-0|mmol/L|mmol/L|98|107|0|102|3
co2|Carbon dioxide|2028-9|mmol/L|mmol/L|22|29|0|25|2
calcium|Calcium|17861-6|mg/dL|mg/dL|8.6|10.2|1|9.4|0.4
alt|ALT|1742-6|U/L|U/L|7|35|0|22|9
ast|AST|1920-8|U/L|U/L|8|33|0|21|7
cholesterol|Cholesterol, total|2093-3|mg/dL|mg/dL||200|0|198|22
hdl|HDL cholesterol|2085-9|mg/dL|mg/dL|50||0|52|7
ldl|LDL cholesterol|13457-7|mg/dL|mg/dL||130|0|122|20
triglycerides|Triglycerides|2571-8|mg/dL|mg/dL||150|0|138|40
hemoglobin|Hemoglobin|718-7|g/dL|g/dL|12.0|15.5|1|13.2|0.8
hematocrit|Hematocrit|4544-3|%|%|36|46|1|40.1|2.2
wbc|White blood cells|6690-2|10^3/uL|10*3/uL|4.0|11.0|1|6.6|1.6
platelets|Platelets|777-3|10^3/uL|10*3/uL|150|400|0|252|40
tsh|TSH|3016-3|mIU/L|m[IU]/L|0.4|4.5|2|2.1|0.8
vitamind|Vitamin D, 25-hydroxy|1989-3|ng/mL|ng/mL|30|100|0|31|8
ferritin|Ferritin|2276-4|ng/mL|ng/mL|15|150|0|58|25
uacr|Albumin/creatinine ratio, urine|14959-1|mg/g|mg/g||30|0|14|8
crp|C-reactive protein|1988-5|mg/L|mg/L||5|1|1.8|1.2
ntprobnp|NT-proBNP|33762-6|pg/mL|pg/mL||125|0|74|30
heartrate|Heart rate|8867-4|beats/min|/min|60|100|0|72|8
weight|Body weight|29463-7|kg|kg|||1|74|3
height|Body height|8302-2|cm|cm|||0|164|0.4
bmi|Body mass index|39156-5|kg/m2|kg/m2|18.5|24.9|1|27.5|1
temperature|Body temperature|8310-5|°C|Cel|36.1|37.2|1|36.7|0.3
oxygen|Oxygen saturation|59408-5|%|%|95|100|0|98|1
breathing|Breathing rate|9279-1|breaths/min|/min|12|20|0|15|2
`;

const number = (text: string | undefined): number | undefined => (text ? Number(text) : undefined);

export const ANALYTES: ReadonlyMap<string, Analyte> = new Map(
  TABLE.trim()
    .split('\n')
    .map(line => {
      const [key = '', name = '', loinc = '', unit = '', ucum = '', low, high, digits, middle, spread] =
        line.split('|');
      const [lowest, highest] = [number(low), number(high)];
      return [
        key,
        {
          name,
          loinc,
          unit,
          ucum,
          ...(lowest !== undefined && {low: lowest}),
          ...(highest !== undefined && {high: highest}),
          digits: Number(digits),
          middle: Number(middle),
          spread: Number(spread),
        },
      ];
    }),
);

/** @throws {RangeError} for a key that the table does not have. */
export const analyte = (key: string): Analyte => {
  const found = ANALYTES.get(key);
  if (!found) throw new RangeError(`no analyte ${key}`);
  return found;
};

export const VITALS = ['heartrate', 'weight', 'height', 'bmi', 'temperature', 'oxygen', 'breathing'] as const;
export const LABS: readonly string[] = [...ANALYTES.keys()].filter(key => !(VITALS as readonly string[]).includes(key));

/** How a value stands to its range: `H`, `L` or `N` as FHIR's interpretation codes say it. */
export const flagOf = ({low, high}: Analyte, value: number): 'H' | 'L' | 'N' =>
  high !== undefined && value > high ? 'H' : low !== undefined && value < low ? 'L' : 'N';

/** A usual range in words. */
export const rangeText = ({low, high, digits}: Analyte): string => {
  if (low !== undefined && high !== undefined) return `${low.toFixed(digits)} - ${high.toFixed(digits)}`;
  if (high !== undefined) return `<${high.toFixed(digits)}`;
  return low === undefined ? '' : `>${low.toFixed(digits)}`;
};
