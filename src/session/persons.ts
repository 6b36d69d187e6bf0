import {personsDiffer} from '../records/merge.js';
import {sourceKey} from '../records/model.js';
import type {Persons} from '../records/builder.js';
import type {SourcePerson} from '../records/model.js';
import type {ConnectionView} from './snapshot.js';

/** More people of no listed place are broken data, and comparing them all would take long. */
const FEW = 10;

/** People whom the routes of these places named, and none of the places: each once. */
const ofNoPlace = (persons: Persons, listed: ReadonlySet<string>, routes: ReadonlySet<string>): SourcePerson[] => {
  const found = new Map<string, SourcePerson>();
  for (const [place, some] of persons) {
    if (listed.has(place)) continue;
    for (const one of some)
      if (routes.has(one.route)) found.set(JSON.stringify([one.route, one.name, one.birthDate]), one);
  }
  return [...found.values()].slice(0, FEW);
};

/**
 * Says of each connection whom its place takes the patient for, and whether another source speaks of somebody else:
 * nobody can tell which of them is right, so all are marked. A person of none of the places (Human API's rows without an
 * organization) is the word of the route, as long as it has places at all.
 */
export const withPersons = (views: readonly ConnectionView[], persons: Persons): ConnectionView[] => {
  const listed = new Set(views.map(sourceKey));
  const placed = [...listed].flatMap(place => persons.get(place)?.slice(-1) ?? []);
  const others = ofNoPlace(persons, listed, new Set(views.map(({route}) => route)));
  const said = [...placed, ...others];
  const differing = new Set(said.filter(one => said.some(other => personsDiffer(one, other))));
  const told = placed.filter(one => differing.has(one));
  const unplaced = others
    .filter(one => differing.has(one))
    // once, also where a place or another row says the same
    .filter((one, at, all) => [...told, ...all.slice(0, at)].every(other => personsDiffer(other, one)));
  return views.map(view => {
    const person = persons.get(sourceKey(view))?.at(-1);
    const routePersons = unplaced.filter(({route}) => route === view.route);
    return {
      ...view,
      ...(person ? {person, personDiffers: differing.has(person)} : {}),
      ...(routePersons.length ? {routePersons} : {}),
    };
  });
};
