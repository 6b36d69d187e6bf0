import {expect} from '@open-wc/testing';
import {unitWords} from '../../src/ui/unit-words.js';

describe('units in words', () => {
  const units: [string, string][] = [
    ['mm[Hg]', 'mmHg'],
    ['10*3/uL', '×10³/µL'],
    ['x10^6/uL', '×10⁶/µL'],
    ['10*12/L', '×10¹²/L'],
    ['[degF]', '°F'],
    ['Cel', '°C'],
    ['[lb_av]', 'lb'],
    ['[in_i]', 'in'],
    ['m[iU]/mL', 'mIU/mL'],
    ['u[iU]/mL', 'µIU/mL'],
    ['ug/dL', 'µg/dL'],
    ['umol/L', 'µmol/L'],
    ['kg/m2', 'kg/m²'],
    ['/mm3', '/mm³'],
    ['mL/min/{1.73_m2}', 'mL/min/1.73 m²'],
    ['{beats}/min', 'beats/min'],
    ['%{saturation}', '%'],
    ['mg/g{creat}', 'mg/g'],
    ['1', ''],
    ['', ''],
  ];
  for (const [code, words] of units)
    it(`“${code}” is read as “${words}”`, () => expect(unitWords(code)).to.equal(words));

  it('leaves what people have written', () => {
    for (const unit of ['mg/dL', 'mmHg', 'U/L', 'units', 'tablet', 'K/mcL', 'beats per minute', 'm', 'unidades']) {
      expect(unitWords(unit)).to.equal(unit);
    }
    expect(unitWords(undefined)).to.equal('');
  });
});
