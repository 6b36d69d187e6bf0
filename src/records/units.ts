/**
 * Units that mean exactly the same, up to a factor that is exact by definition. Two units that are not in one line
 * here are different units, and their values are never joined in one chart.
 */

/**
 * A line: one dimension; `code=factor` in terms of the line's first code. Factors follow from UCUM's prefixes (§27–29
 * of https://ucum.org/ucum) and its definitions of the pound, ounce and inch (tables 8 and 10); no rounding in any.
 * Mass and amount of substance stand in different lines: between them only an analyte's own molar mass leads.
 */
const TABLE = `g/L=1 g/dL=10 mg/mL=1 mg/dL=0.01 mg/L=0.001 ug/mL=0.001 ug/dL=0.00001 ug/L=0.000001 ng/mL=0.000001 ng/dL=1e-8 ng/L=1e-9 pg/mL=1e-9 pg/dL=1e-11
mol/L=1 mmol/L=0.001 umol/L=0.000001 nmol/L=1e-9 pmol/L=1e-12 mmol/dL=0.01 umol/dL=0.00001 nmol/mL=0.000001 pmol/mL=1e-9
10*9/L=1 10*3/uL=1 10*6/mL=1 10*3/mm3=1 /nL=1 /uL=0.001 /mm3=0.001 10*6/L=0.001 10*12/L=1000 10*6/uL=1000 10*6/mm3=1000
[iU]/L=1 m[iU]/mL=1 m[iU]/L=0.001 u[iU]/mL=0.001 [iU]/mL=1000 k[iU]/L=1000
U/L=1 mU/mL=1 U/mL=1000
eq/L=1 meq/L=0.001 ueq/L=0.000001
kg=1 g=0.001 mg=0.000001 [lb_av]=0.45359237 [oz_av]=0.028349523125
m=1 cm=0.01 mm=0.001 [in_i]=0.0254 [ft_i]=0.3048
L=1 dL=0.1 mL=0.001 fL=1e-15 um3=1e-15
pg=1 fg=0.001
s=1 ms=0.001 min=60 h=3600
/min=1 {beats}/min=1 {breaths}/min=1 {Beats}/min=1 {Breaths}/min=1 {beat}/min=1 {breath}/min=1
kg/m2=1
%=1 %{vol}=1 %{saturation}=1 %{oxygen}=1
mm[Hg]=1 cm[Hg]=10
L/min=1 mL/min=0.001
mL/min/{1.73_m2}=1
mg/g=1 mg/g{creat}=1 ug/mg=1 ug/mg{creat}=1 mg/mg{creat}=1000 mg/mg=1000 g/g=1000`;

/** Written forms that are not UCUM but can mean one UCUM code only. Lower case, without spaces. */
const WRITTEN = new Map(
  Object.entries({
    mmhg: 'mm[Hg]',
    bpm: '/min',
    'beats/min': '/min',
    'breaths/min': '/min',
    'k/ul': '10*3/uL',
    'thousand/ul': '10*3/uL',
    'x10e3/ul': '10*3/uL',
    'x10(3)/ul': '10*3/uL',
    '10^3/ul': '10*3/uL',
    'x10^3/ul': '10*3/uL',
    '10^9/l': '10*9/L',
    'x10^9/l': '10*9/L',
    'million/ul': '10*6/uL',
    'm/ul': '10*6/uL',
    'x10e6/ul': '10*6/uL',
    '10^6/ul': '10*6/uL',
    'x10^6/ul': '10*6/uL',
    '10^12/l': '10*12/L',
    'iu/l': '[iU]/L',
    'miu/l': 'm[iU]/L',
    'uiu/ml': 'u[iU]/mL',
    lb: '[lb_av]',
    lbs: '[lb_av]',
    oz: '[oz_av]',
    in: '[in_i]',
    inches: '[in_i]',
    'x10*9/l': '10*9/L',
    'x10*3/ul': '10*3/uL',
    'x10*6/ul': '10*6/uL',
    'x10*12/l': '10*12/L',
    'x10^12/l': '10*12/L',
    'beats/minute': '/min',
    'breaths/minute': '/min',
    'ml/min/1.73m2': 'mL/min/{1.73_m2}',
    'ml/min/1.73m^2': 'mL/min/{1.73_m2}',
    'ml/min/1.73m²': 'mL/min/{1.73_m2}',
    'kg/m²': 'kg/m2',
    'kg/m^2': 'kg/m2',
    'mcg/dl': 'ug/dL',
    'mcg/ml': 'ug/mL',
    'mcg/l': 'ug/L',
    degf: '[degF]',
    '°f': '[degF]',
    degc: 'Cel',
    '°c': 'Cel',
    percent: '%',
    '%oftotalhgb': '%',
  }),
);

interface Known {
  readonly dimension: number;
  readonly factor: number;
}
const known = new Map<string, Known>();
const lowerCase = new Map<string, string | null>();
for (const [dimension, line] of TABLE.split('\n').entries()) {
  for (const entry of line.split(' ')) {
    const at = entry.lastIndexOf('=');
    const code = entry.slice(0, at);
    known.set(code, {dimension, factor: +entry.slice(at + 1)});
    const lower = code.toLowerCase();
    // a spelling in the wrong case counts only where it can mean one code
    lowerCase.set(lower, lowerCase.has(lower) && lowerCase.get(lower) !== code ? null : code);
  }
}

/** The UCUM code of a unit: the source's own, else the one that the written unit can only mean; else as written. */
export const unitCode = (ucum: string | undefined, unit: string | undefined): string => {
  const written = (ucum ?? unit ?? '').trim();
  if (known.has(written)) return written;
  const lower = written.toLowerCase().replaceAll('µ', 'u').replaceAll('μ', 'u');
  return WRITTEN.get(lower.replaceAll(' ', '')) ?? lowerCase.get(lower) ?? written;
};

/** 12 significant digits: removes what binary fractions add, never what a laboratory wrote. */
const tidy = (value: number): number => Number(value.toPrecision(12));

/** Fahrenheit and Celsius: exact by definition, but with an offset. */
const TEMPERATURES: ReadonlyMap<string, (value: number) => number> = new Map([
  ['[degF]>Cel', value => tidy(((value - 32) * 5) / 9)],
  ['Cel>[degF]', value => tidy((value * 9) / 5 + 32)],
]);

/** How a value in one unit reads in another; `null` where only an analyte's own chemistry could say. */
export const converter = (from: string, to: string): ((value: number) => number) | null => {
  if (from === to) return value => value;
  const [a, b] = [known.get(from), known.get(to)];
  if (!a || !b) return TEMPERATURES.get(`${from}>${to}`) ?? null;
  return a.dimension === b.dimension ? value => tidy((value * a.factor) / b.factor) : null;
};
