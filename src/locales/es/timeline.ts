import {told} from './records.js';
import {CATEGORIES, count, number, PART_FAILED, SETUP} from './shared.js';
import {moreStrings} from './timeline-more.js';
import type {Category} from '../../records/model.js';
import type {FirstStrings, TimelineStrings} from '../../my-health-timeline/strings.js';

/** Of one record. */
const CATEGORY: Record<Category, string> = {
  visit: 'Visita',
  condition: 'Problema de salud',
  medication: 'Medicamento',
  lab: 'Resultado de laboratorio',
  vital: 'Signo vital',
  immunization: 'Vacuna',
  allergy: 'Alergia',
  procedure: 'Procedimiento',
  imaging: 'Imagen médica',
  document: 'Documento',
  plan: 'Plan de atención o meta',
  social: 'Antecedentes sociales',
  device: 'Dispositivo médico',
  billing: 'Seguro o factura',
  other: 'Otro registro',
};

/** Where the name of a kind does not go with a number. */
const INSIDE: Partial<Record<Category | 'fresh', readonly [string, string]>> = {
  fresh: ['medicamento nuevo', 'medicamentos nuevos'],
  lab: ['resultado', 'resultados'],
  imaging: ['estudio de imágenes', 'estudios de imágenes'],
  document: ['documento', 'documentos'],
  plan: ['plan o meta', 'planes o metas'],
  social: ['nota de antecedentes sociales', 'notas de antecedentes sociales'],
};

const firstStrings: FirstStrings = {
  language: 'es',
  told,
  heading: 'Mi Salud',
  setup: SETUP,
  loading: 'Estamos preparando sus registros…',
  summary: (records, places) => count(records, 'registro') + (places ? ` de ${count(places, 'lugar', 'lugares')}` : ''),
  updated: ago => `actualizado ${ago}`,
  categories: CATEGORIES,
  category: CATEGORY,
  all: 'Todos',
  kinds: 'Tipos de registros',
  moreKinds: n => `${n} más`,
  fewerKinds: 'Menos',
  search: 'Busque en sus registros',
  missing: 'Lo que falta',
  takeAlong: 'Imprimir o descargar',
  shown: (n, billing) =>
    count(n, 'registro') + (billing ? `. Seguro y facturas (${number(billing)}) no se muestran.` : ''),
  matches: n => (n ? count(n, 'registro coincide', 'registros coinciden') : 'Ningún registro coincide'),
  direct: 'directamente',
  via: route => `por medio de ${route}`,
  fetched: when => `leído ${when}`,
  untilDate: date => `hasta ${date}`,
  undated: 'Sin fecha',
  yearOnly: year => `${year}, sin día ni mes`,
  usual: range => `normal: ${range}`,
  flags: {high: 'Alto', low: 'Bajo', critical: 'Crítico', abnormal: 'Fuera de lo normal', normal: ''},
  earlier: (shown, of) => `Mostrar registros anteriores (se muestran ${number(shown)} de ${number(of)})`,
  progress: (place, received) =>
    received ? `Leyendo de ${place}: ${count(received, 'entrada')} hasta ahora.` : `Leyendo de ${place}…`,
  silent: place => `${place} no responde. Seguimos intentando.`,
  away: 'Sus registros no se muestran en este momento.',
  retry: 'Volver a intentar',
  partFailed: PART_FAILED,
  copies: n => `${count(n, 'copia')}:`,
  holds: (kind, n) => {
    const [one, many] = INSIDE[kind] ?? [CATEGORY[kind as Category], CATEGORIES[kind as Category]];
    return count(n, one.toLowerCase(), many.toLowerCase());
  },
  outOfRange: n => `${number(n)} fuera de lo normal`,
  moreInside: holds => `Mostrar ${holds}`,
};

/** The words of `<my-health-timeline>`. */
export const timeline: TimelineStrings = {...firstStrings, ...moreStrings};
