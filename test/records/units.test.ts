import {expect} from '@open-wc/testing';
import {converter, unitCode} from '../../src/records/units.js';

describe('unitCode', () => {
  const cases: readonly (readonly [string | undefined, string | undefined, string])[] = [
    ['mg/dL', 'mg/dl', 'mg/dL'],
    [undefined, 'mg/dl', 'mg/dL'],
    [undefined, 'MG/DL', 'mg/dL'],
    [undefined, 'mmHg', 'mm[Hg]'],
    [undefined, 'mm Hg', 'mm[Hg]'],
    [undefined, 'K/uL', '10*3/uL'],
    [undefined, 'x10E3/uL', '10*3/uL'],
    [undefined, '10^3/µL', '10*3/uL'],
    [undefined, 'µg/L', 'ug/L'],
    [undefined, 'mcg/dL', 'ug/dL'],
    [undefined, 'lbs', '[lb_av]'],
    [undefined, '°F', '[degF]'],
    [undefined, 'bpm', '/min'],
    [undefined, 'mIU/L', 'm[iU]/L'],
    [undefined, 'mL/min/1.73m2', 'mL/min/{1.73_m2}'],
    [undefined, 'mL/min/1.73 m²', 'mL/min/{1.73_m2}'],
    [undefined, 'x10*9/L', '10*9/L'],
    [undefined, 'kg/m²', 'kg/m2'],
    [undefined, 'furlongs', 'furlongs'],
    [undefined, 'constructor', 'constructor'],
    [undefined, undefined, ''],
  ];
  for (const [ucum, unit, code] of cases) {
    it(`reads ${JSON.stringify(ucum ?? unit ?? '')} as ${JSON.stringify(code)}`, () => {
      expect(unitCode(ucum, unit)).to.equal(code);
    });
  }
});

describe('converter', () => {
  const exact: readonly (readonly [number, string, string, number])[] = [
    [140, 'g/L', 'g/dL', 14],
    [5.6, 'ng/mL', 'ug/L', 5.6],
    [350, 'pg/mL', 'ng/L', 350],
    [0.9, 'mg/dL', 'mg/L', 9],
    [7.4, '10*3/uL', '10*9/L', 7.4],
    [4.6, '10*6/uL', '10*12/L', 4.6],
    [7400, '/uL', '10*3/uL', 7.4],
    [2.1, 'm[iU]/L', 'u[iU]/mL', 2.1],
    [88, 'umol/L', 'mmol/L', 0.088],
    [150, '[lb_av]', 'kg', 68.0388555],
    [70, '[in_i]', 'cm', 177.8],
    [98.6, '[degF]', 'Cel', 37],
    [37, 'Cel', '[degF]', 98.6],
    [72, '{beats}/min', '/min', 72],
    [0.1, 'furlong', 'furlong', 0.1],
  ];
  for (const [value, from, to, result] of exact) {
    it(`${value} ${from} is ${result} ${to}`, () => {
      expect(converter(from, to)!(value)).to.equal(result);
    });
  }
  const different: readonly (readonly [string, string])[] = [
    ['mg/dL', 'mmol/L'],
    ['%', 'mmol/mol'],
    ['U/L', '[iU]/L'],
    ['mg/dL', ''],
    ['mm[Hg]', 'kPa'],
    ['mL/min', 'mL/min/{1.73_m2}'],
    ['Cel', 'kg'],
    ['furlong', 'mile'],
    ['meq/L', 'mmol/L'],
  ];
  for (const [from, to] of different) {
    it(`${from} and ${to || 'no unit'} are kept apart`, () => {
      expect(converter(from, to)).to.equal(null);
      expect(converter(to, from)).to.equal(null);
    });
  }
});
