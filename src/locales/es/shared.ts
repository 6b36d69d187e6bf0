import type {ErrorCode} from '../../errors.js';
import type {Category} from '../../records/model.js';

/** As in the United States, and as the records write their values: `1,204` and `6.3`. */
export const number = (n: number): string => n.toLocaleString('es-US');
/** `1 registro`, `1,204 registros`. */
export const count = (n: number, one: string, many = `${one}s`): string => `${number(n)} ${n === 1 ? one : many}`;

export const SETUP =
  'Esta parte de la página todavía no está lista. Para el equipo del portal: ponga el atributo token-endpoint.';
export const PART_FAILED =
  'Esta parte no se cargó. Revise su conexión a internet y vuelva a intentarlo, o vuelva a cargar esta página.';
export const OPENS_NEW = '(se abre en otra pestaña)';
export const HIDDEN = 'Esto se ocultó porque la página no se usó por un tiempo.';

/** Of many records. */
export const CATEGORIES: Record<Category, string> = {
  visit: 'Visitas',
  condition: 'Problemas de salud',
  medication: 'Medicamentos',
  lab: 'Resultados de laboratorio',
  vital: 'Signos vitales',
  immunization: 'Vacunas',
  allergy: 'Alergias',
  procedure: 'Procedimientos',
  imaging: 'Imágenes médicas',
  document: 'Documentos y notas',
  plan: 'Planes de atención y metas',
  social: 'Antecedentes sociales',
  device: 'Dispositivos médicos',
  billing: 'Seguro y facturas',
  other: 'Otros registros',
};

const LATER = 'Espere unos minutos y vuelva a intentarlo.';
const SOMETHING = `Algo salió mal. ${LATER}`;

const PROBLEMS: Record<ErrorCode, string> = {
  unsafe_page:
    'Esta página o este navegador no parece seguro para registros médicos. Actualice el navegador o avise al servicio de ayuda de su portal.',
  bad_argument: SOMETHING,
  internal: SOMETHING,
  host_unreachable: 'No podemos comunicarnos con su portal. Revise su conexión a internet y vuelva a intentarlo.',
  host_sign_in: 'Su portal o su red le pide que inicie sesión. Inicie sesión y vuelva a intentarlo.',
  host_signed_out: 'Su sesión está cerrada. Vuelva a iniciar sesión en su portal.',
  host_not_eligible:
    'Mi Salud no está disponible para su cuenta. El servicio de ayuda de su portal puede darle más información.',
  host_busy: `Su portal está ocupado. ${LATER}`,
  host_refused: 'Su portal no permitió esto. El servicio de ayuda puede decirle por qué.',
  host_error: `Su portal tiene un problema. ${LATER}`,
  host_invalid: 'Su portal dio una respuesta que aquí no se entiende. Avise al servicio de ayuda.',
  source_unreachable: `No podemos comunicarnos con este lugar. ${LATER}`,
  source_blocked:
    'Es probable que este lugar no permita leer registros desde un navegador. Avise al servicio de ayuda de su portal.',
  source_sign_in:
    'Este lugar o su red le pide que vuelva a iniciar sesión. Inicie sesión en su red o conecte este lugar de nuevo.',
  source_refused: 'Este lugar terminó el acceso. Conéctelo de nuevo.',
  source_bad_request: SOMETHING,
  source_not_found: SOMETHING,
  source_conflict: SOMETHING,
  source_busy: `Este lugar está ocupado. ${LATER}`,
  source_error: `Este lugar tiene un problema. ${LATER}`,
  source_timeout: `Este lugar tardó demasiado en responder. ${LATER}`,
  source_invalid: SOMETHING,
  source_too_large: SOMETHING,
  source_paging: SOMETHING,
  source_off_origin: SOMETHING,
  source_older_format: SOMETHING,
  source_unsupported:
    'Esta versión no puede leer los registros de este lugar. Avise al servicio de ayuda de su portal.',
  storage_unavailable: 'Este navegador no nos deja guardar registros aquí. Se leen de nuevo cada vez.',
  storage_full: 'Ya no hay espacio en este navegador. Libere espacio y vuelva a intentarlo.',
  storage_blocked: SOMETHING,
  storage_lost: SOMETHING,
  connect_failed: 'No se pudo abrir la página para iniciar sesión. Vuelva a intentarlo.',
  connect_expired: 'Se acabó el tiempo de la página para iniciar sesión. Vuelva a intentarlo.',
  popup_blocked: 'Su navegador no abrió la ventana nueva. Use el enlace.',
  opt_out_unconfirmed: 'Su portal todavía no sabe lo que usted decidió. Vuelva a intentarlo cuando tenga internet.',
  erase_blocked: 'Otra pestaña todavía usa la copia. Cierre las otras pestañas de este portal.',
  aborted: 'Esto se detuvo. Vuelva a intentarlo.',
};

/** @param time before which another try is of no use */
export const problem = (code: ErrorCode, time?: string): string =>
  time ? PROBLEMS[code].replace(LATER, `Vuelva a intentarlo después de: ${time}.`) : PROBLEMS[code];

export const busyUntil = (time: string): string =>
  `Su portal está ocupado. Esta página vuelve a intentarlo sola a esta hora: ${time}.`;
