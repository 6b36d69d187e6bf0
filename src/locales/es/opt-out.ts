import {busyUntil, count, HIDDEN, number, OPENS_NEW, PART_FAILED, problem, SETUP} from './shared.js';
import type {OptOutStrings} from '../../opt-out-panel/index.js';

/** The words of `<opt-out-panel>`. */
export const optOut: OptOutStrings = {
  language: 'es',
  heading: 'Salir de Mi Salud',
  setup: SETUP,
  loading: 'Un momento…',
  ready: 'Puede salir en cualquier momento. Sus hospitales y clínicas conservan sus registros.',
  leave: 'Salir de Mi Salud…',
  failed: PART_FAILED,
  // where nothing can be shown
  away: {
    'signed-out': 'Vuelva a iniciar sesión en su portal para salir de Mi Salud.',
    'not-eligible': 'Mi Salud no está disponible para su cuenta, así que no hay de qué salir.',
    'opted-out': 'Usted salió de Mi Salud. No se leen ni se muestran registros.',
    error:
      'Mi Salud no se puede abrir ahora. Usted puede salir de todos modos: la copia de este dispositivo se quita al momento.',
  },
  hidden: HIDDEN,
  showAgain: 'Volver a mostrar',
  tryAgain: 'Volver a intentar',
  busyUntil,
  leaveAnyway: 'Usted puede salir de todos modos: la copia de este dispositivo se quita al momento.',
  pending: 'Usted pidió salir de Mi Salud. No se leen ni se muestran registros.',
  join: 'Volver a participar',
  places: 'Cuatro lugares, y lo que pasa en cada uno',
  browser: 'La copia en este navegador',
  portal: 'Mi Salud en este portal',
  account: name => `Su cuenta y sus datos de ${name}`,
  institutions: 'Sus hospitales, clínicas, laboratorios y farmacias',

  // how things stand
  kept: 'Se guarda, protegida',
  keptText: 'Una copia protegida ayuda a que esta página se abra rápido.',
  nothingKept: 'No se guarda nada',
  nothingKeptText: 'Los registros solo se muestran. No se guardan en este dispositivo.',
  unknown: 'No se sabe',
  unknownText: 'No pudimos revisar lo que guarda este navegador. Puede haber una copia anterior, pero está protegida.',
  locked: 'Puede haber una, protegida',
  lockedText: 'Puede haber una copia en este dispositivo. Si la hay, está protegida.',
  active: 'Usted participa',
  notAsked: 'No se sabe',
  notAskedText: 'Su portal no nos dijo cómo está esto.',
  activeSince: date => `Usted participa desde: ${date}.`,
  notChanged: 'No cambia',
  notChangedText: 'Los registros que tienen de usted se quedan con ellos.',
  notRemoved: 'No se quita',
  accountText: name =>
    `Salir de Mi Salud aquí no quita sus datos en ${name}. Puede pedir eso en el sitio web de ${name}.`,
  company: 'Compañías que reúnen registros para usted',
  companyText: 'Salir de Mi Salud aquí no quita sus datos allí. Puede pedir eso a cada una.',
  accountLink: name => `Darse de baja en ${name}`,
  opensNew: OPENS_NEW,

  // what will be
  willErase: 'Se quitará',
  willEraseText: 'Se quita al momento, en todas las pestañas.',
  willStop: 'Se detendrá',
  willStopText: 'Ya no se leen registros para usted.',
  stays: 'Se queda',

  // what is done
  removed: 'Se quitó',
  removedText: 'En este navegador no queda nada que se pueda leer.',
  going: 'Se está quitando',
  goingText: 'Sus registros ya no se muestran. La copia se quita en un momento.',
  removing: 'Bloqueada para siempre',
  removingText:
    'Este navegador todavía no liberó su espacio. Es posible que otra pestaña lo use. Una copia que quede no se puede leer, porque su llave ya no existe. Cierre las otras pestañas de este portal y abra esta página de nuevo.',
  left: 'Usted salió',
  leftText: 'Su portal lo confirmó.',
  telling: 'Avisando',
  tellingText: 'Se está avisando a su portal.',
  later: 'Todavía no lo sabe',
  unconfirmed: 'Todavía sin confirmar',
  laterAskText: 'Su portal todavía no lo sabe. Se le avisa cuando usted diga que sí.',
  laterText: 'Su portal no lo confirmó. En su próxima visita le preguntamos de nuevo, y después avisamos a su portal.',
  unkeptText: 'No pudimos comunicarnos con su portal. Se le avisa cuando usted diga que sí en esta página.',

  // leaving
  leaveTitle: '¿Salir de Mi Salud?',
  stay: 'Quedarme en Mi Salud',
  leaveNow: 'Salir y quitar la copia',
  leaving: 'Saliendo…',
  comeBack: 'Puede volver a participar después. Entonces sus registros se leen de nuevo.',
  cancel: 'Cancelar',
  close: 'Cerrar',
  joining: 'Un momento…',
  joinText: 'Si vuelve a participar, comienza desde cero: sus registros se leen de nuevo.',
  pendingTitle: 'Su portal todavía no lo sabe',
  unconfirmedTitle: 'Su portal todavía no lo confirmó',
  pendingText:
    'Usted pidió salir, pero su portal no lo confirmó. ¿Todavía quiere salir? Hasta que responda, no se leen registros para usted.',
  pendingUnkept:
    'Usted pidió salir, pero no pudimos comunicarnos con su portal. Por eso no sabemos quién es usted, y no podemos guardar lo que pidió. Conéctese a internet y avise a su portal desde esta página. Si la cierra, vuelva a salir en su próxima visita.',
  tellNow: 'Sí, avisar a mi portal ahora',
  stayAfterAll: 'No, quedarme en Mi Salud',
  noLink: 'Su portal no ofrece una manera de salir desde aquí. El servicio de ayuda puede decirle cómo hacerlo.',

  // the copy alone
  remove: 'Quitar la copia de este dispositivo…',
  removeHint: 'Usted sigue en Mi Salud. Use esto en una computadora compartida.',
  removeTitle: '¿Quitar la copia de este dispositivo?',
  removeText:
    'Lo que se va: la copia protegida de sus registros en este navegador. Lo que se queda: sus registros en todos los demás lugares, y su participación en Mi Salud.',
  removeAgain: 'Sus registros se leen de nuevo la próxima vez que abra esta página.',
  removeNow: 'Quitar la copia',
  keepCopy: 'Conservar la copia',
  removingNow: 'Quitando…',

  // the receipt
  receipt: 'Su comprobante',
  receiptLeft: 'Usted salió de Mi Salud',
  receiptAsked: 'Usted pidió salir de Mi Salud',
  receiptRemoved: 'La copia de este dispositivo',
  when: 'Cuándo',
  before: 'Registros en este navegador antes',
  after: 'Registros en este navegador después',
  stores: 'Espacios que se quitaron',
  none: '0',
  afterBlocked: '0 que se puedan leer',
  storesBlocked: 'Todavía no',
  counted: number,
  spoken: n => `Listo. ${n === 1 ? 'Se quitó' : 'Se quitaron'} ${count(n, 'registro')} de este navegador.`,
  uncounted: 'No se contaron, porque estaban protegidos',
  spokenUncounted: 'Listo. La copia protegida se quitó de este navegador.',
  print: 'Imprimir este comprobante',
  problem,
};
