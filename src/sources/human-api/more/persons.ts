import {dayKey} from '../../../records/dates.js';
import {humanDate} from '../dates.js';
import {words} from '../details.js';
import {institutionOf} from '../items.js';
import {isObject, type Json} from '../../json.js';
import {firstSaid} from '../fields.js';
import type {SourcePerson} from '../../../records/model.js';
import type {SourceContext} from '../../source.js';

/** Name and birth date of a profile. */
export const personOf = (item: Json, context: SourceContext): SourcePerson | null => {
  const person = isObject(item.demographics) ? item.demographics : item;
  const name = words(person.name, 200);
  const born = firstSaid(person, ['dobDateTime', 'dob', 'birthDate'], 80);
  const date = humanDate(born);
  const birthDate = date ? dayKey(date) : born;
  if (!name && !birthDate) return null;
  return {
    route: context.route,
    institutionId: institutionOf(item, context).id,
    ...(name && {name}),
    ...(birthDate && {birthDate}),
  };
};
