import {busyUntil, CATEGORIES, count, HIDDEN, number, OPENS_NEW, PART_FAILED, problem, SETUP} from './shared.js';
import type {ConnectStrings} from '../../provider-connect/index.js';

/** The words of `<provider-connect>`. */
export const connect: ConnectStrings = {
  language: 'es',
  heading: 'Sus conexiones',
  setup: SETUP,
  loading: 'Buscando sus conexiones…',
  failed: PART_FAILED,
  connectFirst: 'Conectar un lugar',
  // what there is to say where nothing can be shown
  signedOut: 'Vuelva a iniciar sesión en su portal para ver sus conexiones.',
  hidden: HIDDEN,
  notEligible:
    'Mi Salud no está disponible para su cuenta. El servicio de ayuda de su portal puede darle más información.',
  optedOut: 'Usted salió de Mi Salud. Aquí no se muestran conexiones.',
  leaving: 'Usted pidió salir de Mi Salud. Aquí no se muestran conexiones.',
  error: 'Sus conexiones no se pueden mostrar ahora.',
  tryAgain: 'Volver a intentar',
  busyUntil,
  showAgain: 'Volver a mostrar',
  connect: 'Conectar otro lugar',
  // the list
  none: 'Todavía no hay ningún lugar conectado. Conecte un hospital, una clínica, un laboratorio o una farmacia, y sus registros de allí llegan a su línea de tiempo.',
  directly: 'Directamente, por la conexión de este portal',
  through: route => `Por medio de ${route}`,
  status: {
    collecting: 'Reuniendo registros',
    slow: 'Tarda más',
    stuck: 'Detenido',
    up_to_date: 'Al día',
    nothing_available: 'Nada que compartir',
    needs_attention: 'Requiere su atención',
    ended: 'Acceso terminado',
    unavailable: 'No responde',
    blocked: 'No se puede leer aquí',
    not_connected: 'No conectado',
  },
  records: n => count(n, 'registro'),
  meaning: {
    collecting: 'Se reúnen sus registros. Los más nuevos llegan primero. Puede salir de esta página.',
    slow: 'Reunir los registros tarda más de lo normal. Vuelva a mirar más tarde.',
    stuck: 'Algo se detuvo. Conecte este lugar de nuevo o pregunte al servicio de ayuda de su portal.',
    up_to_date: '',
    nothing_available:
      'Este lugar respondió que no tiene registros para compartir. Pregunte al lugar si cree que debe tenerlos.',
    needs_attention: 'Este lugar necesita que usted vuelva a iniciar sesión.',
    ended: 'Este lugar ya no comparte sus registros aquí. Conéctelo de nuevo para seguir.',
    unavailable: 'Este lugar no responde ahora. Lo que se leyó antes se queda. Vuelva a mirar más tarde.',
    blocked:
      'Es probable que este lugar no permita leer registros desde un navegador. Avise al servicio de ayuda de su portal.',
    not_connected: 'Puede conectar este lugar en un solo paso.',
  },
  busyOnly: 'Ocupado',
  busy: 'Este lugar está ocupado. Lo que se leyó antes se queda. Vuelva a mirar más tarde.',
  pause: time =>
    `Este lugar pidió una pausa. Lo que se leyó antes se queda. Vuelva a mirar después de esta hora: ${time}.`,
  busyNow: 'Este lugar está ocupado ahora. Esta página vuelve a intentarlo sola.',
  busyNowUntil: time => `Este lugar está ocupado ahora. Esta página vuelve a intentarlo sola a esta hora: ${time}.`,
  readingNow: 'Se leen sus registros. Esto puede tardar unos minutos.',
  connectedOnly: 'Conectado',
  unchecked: 'Sin revisar',
  readLater: 'Sus registros se leen cuando usted abre su línea de tiempo.',
  partlyRefused:
    'Este lugar no compartió algunos tipos de registros. “Lo que falta” en su línea de tiempo dice cuáles.',
  partlyUnread: 'Algunos tipos de registros no se pudieron leer. “Lo que falta” en su línea de tiempo dice cuáles.',
  noConnect: 'Por ahora su portal no ofrece una manera de conectar este lugar.',
  untold: 'Este lugar no dice si hay más registros en camino.',
  unsupported: 'Esta versión todavía no puede leer los registros de este lugar.',
  minutes: left =>
    left > 0
      ? `${left === 1 ? 'Falta' : 'Faltan'} alrededor de ${count(left, 'minuto')}.`
      : 'Esto debe terminar pronto.',
  hour: 'Esto tarda alrededor de una hora.',
  lastFetched: when => `Última revisión: ${when}`,
  details: 'Detalles',
  since: 'Conectado desde',
  fetched: 'Última revisión',
  oldest: 'Se remonta a',
  person: 'Nombre en este lugar',
  born: date => `fecha de nacimiento: ${date}`,
  sourceWord: 'En palabras de este lugar',
  kinds: 'Lo que llegó',
  nothingYet: 'Nada todavía',
  noName: 'no se dio un nombre',
  noBirthDate: 'no se dio una fecha de nacimiento',
  noPerson: 'Este lugar no dio un nombre, así que no pudimos compararlo.',
  checkAgain: 'Revisar de nuevo',
  checking: place => `Preguntando a ${place} si hay registros nuevos…`,
  checked: place => `Se preguntó a ${place} si hay registros nuevos.`,
  reconnect: 'Conectar de nuevo',
  connectShort: 'Conectar',
  connectPlace: place => `Conectar ${place}`,
  nowConnected: places => `Ahora conectado: ${places}`,
  disconnect: 'Desconectar',
  manage: route => `Administrar en ${route}`,
  helpPage: 'Abrir la página de ayuda',
  opensNew: OPENS_NEW,
  cutOff: 'Ahora no hay comunicación con sus lugares.',
  stale: 'Usted ve lo que se leyó antes. Puede conectar más lugares después.',
  differs: '¿Todas estas personas son usted?',
  differsText:
    'Estos lugares dieron nombres o fechas de nacimiento diferentes. Si en alguno no se trata de usted, desconéctelo.',
  differsHere: 'Este nombre o esta fecha de nacimiento no es igual que en otro lugar.',
  whyDifferent: place => `¿Por qué es diferente ${place}?`,
  cantFind: 'No encuentro mi lugar de atención',
  cancel: 'Cancelar',
  close: 'Cerrar',
  problem,

  // disconnecting
  disconnectTitle: place => `¿Desconectar ${place}?`,
  goes: n =>
    n === 1
      ? 'Lo que se va: 1 registro de este lugar sale de su línea de tiempo.'
      : `Lo que se va: ${n ? count(n, 'registro') : 'los registros'} de este lugar salen de su línea de tiempo.`,
  staysAtPlace: place => `Lo que se queda: sus registros en ${place} no cambian.`,
  staysAtRoute: route =>
    `${route} puede guardar su propia copia. Usted puede pedir que la quiten en el sitio web de ${route}.`,
  canReconnect: 'Puede volver a conectar este lugar en cualquier momento.',
  keep: 'Seguir conectado',
  disconnectNow: 'Desconectar',
  disconnecting: 'Desconectando…',
  stillListed: place =>
    `${place} todavía figura como conectado, así que sus registros se quedan aquí. Vuelva a mirar en unos minutos. Si nada ha cambiado, pregunte al servicio de ayuda de su portal.`,
  disconnectUnsure: place =>
    `No pudimos comprobar si ${place} está desconectado. Sus registros se quedan aquí hasta que podamos.`,
  disconnected: place => `${place} está desconectado. Sus registros salieron de su línea de tiempo.`,

  // search
  connectTitle: 'Conectar un lugar',
  searchLabel: 'Nombre de su hospital, clínica, laboratorio o farmacia',
  searchHint: 'Puede agregar la ciudad, como “riverside albany”.',
  searching: 'Buscando…',
  found: n => (n ? count(n, 'lugar encontrado', 'lugares encontrados') : 'No se encontró ningún lugar'),
  foundMore: n => `${n === 1 ? 'Se muestra' : 'Se muestran'} ${count(n, 'lugar', 'lugares')}, y hay más`,
  suggestions: n => (n ? count(n, 'sugerencia') : 'Escriba un nombre para buscar'),
  noMatch:
    'Ningún lugar tiene este nombre. Revise cómo lo escribió, o pruebe con el nombre que aparece en sus facturas o en el sitio web para pacientes.',
  searchFailed: 'La búsqueda no funcionó.',
  more: 'Mostrar más lugares',
  directGroup: 'Se conecta directamente, al momento',
  routeGroup: route => `Se conecta por medio de ${route}`,
  locations: (match, of) =>
    match < of
      ? `${number(match)} de ${count(of, 'sede')} ${match === 1 ? 'coincide' : 'coinciden'}`
      : count(of, 'sede'),
  moreLocations: 'Hay más. Agregue la ciudad a su búsqueda para encontrarlas.',
  kind: {hospital: 'Hospital', clinic: 'Clínica', lab: 'Laboratorio', pharmacy: 'Farmacia'},
  portal: name => `Sitio web para pacientes: ${name}`,
  alias: names => `También se llama ${names}`,
  already: 'Conectado',
  notOffered: 'Todavía no está disponible aquí',
  searchAt: route => `Buscar en ${route}`,
  searchAtText: route =>
    `${route} tiene su propia búsqueda. Se abre aquí, y usted inicia sesión en su hospital o clínica.`,
  noWay: 'Por ahora su portal no ofrece una manera de conectar más lugares.',

  // flows
  opening: name => `Abriendo ${name}…`,
  oneMoment: 'Un momento…',
  frameTitle: route => `${route}: inicie sesión en su hospital o clínica`,
  popupTitle: name => `Inicie sesión en ${name}`,
  popupText: 'Se abrió una ventana nueva. Inicie sesión allí y después regrese a esta página.',
  popupLinkText: 'Su navegador no abrió la ventana nueva. Ábrala con este enlace. Después regrese a esta página.',
  popupLink: name => `Abrir la página de ${name} para iniciar sesión`,
  popupAgain: 'No veo la ventana',
  finished: 'Ya terminé',
  notYet: 'Todavía no hay conexión. Primero termine de iniciar sesión en la otra ventana.',
  checkingNow: 'Revisando sus conexiones…',
  doneTitle: places => `Conectado: ${places}`,
  doneText: 'Los registros de allí llegan a su línea de tiempo.',
  doneHour:
    'Los registros comienzan a reunirse ahora, y esto tarda alrededor de una hora. Los más antiguos pueden llegar después. Puede salir de esta página.',
  renewed: 'La conexión funciona de nuevo. Ningún registro se muestra dos veces.',
  unfinished: 'No se conectó nada nuevo',
  unfinishedText: 'Si no había terminado, puede volver a intentarlo.',
  failedTitle: 'No se hizo la conexión',
  unsure: 'No pudimos comprobar qué se conectó.',
  elsewhere: 'Usted está conectando un lugar en otra pestaña',
  elsewhereText: 'Primero termine allí. Si esa pestaña ya no está, siga aquí.',
  here: 'Seguir aquí',
  doneButton: 'Listo',
  another: 'Conectar otro lugar',

  // the optional account
  accountTitle: name => `Usted decide si quiere una cuenta de ${name}`,
  accountText: name =>
    `No necesita una cuenta de ${name} para ver sus registros aquí. Con una cuenta puede administrar sus datos allí y compartirlos con otras personas.`,
  accountLink: name => `Crear una cuenta de ${name}`,
  notNow: 'Ahora no',

  // a provider that is missing
  missingTitle: 'Si su lugar de atención no está en la lista',
  missingWhy: route =>
    `${route} abarca cerca del 85 % de los hospitales de EE. UU. Puede faltar un consultorio pequeño, y puede llegar después. Algunas clínicas primero tienen que activar el acceso.`,
  missingWhyPlain:
    'Todavía no se pueden conectar todos los lugares. Puede faltar un consultorio pequeño, y puede llegar después.',
  missingTry: 'Lo que puede probar',
  missingTips: [
    'Busque el sistema de salud al que pertenece su clínica. Muchas veces su nombre está en sus facturas.',
    'Busque el nombre de su sitio web para pacientes.',
    'Pida a su clínica que active el acceso para aplicaciones de pacientes.',
    'Su laboratorio o farmacia puede estar en la lista por separado.',
  ],
  askTitle: 'Pida a su portal que lo agregue',
  askName: 'Nombre del lugar',
  askNameMissing: 'Escriba el nombre del lugar.',
  askPlace: 'Ciudad y estado, si los conoce',
  askWebsite: 'Sitio web, si lo conoce',
  askSend: 'Enviar la solicitud',
  askSending: 'Enviando…',
  askSent: 'Gracias. Su portal tiene su solicitud. No puede prometer cuándo se agregará el lugar.',
  backToSearch: 'Volver a la búsqueda',

  // questions
  faq: 'Preguntas y respuestas',
  faqWhat: route => `¿Qué es ${route}?`,
  faqWhatText: route =>
    `${route} es una compañía que reúne registros médicos de muchos hospitales, clínicas, laboratorios y farmacias, cuando usted se lo pide.`,
  faqRole: route => `¿Qué hace ${route} en Mi Salud?`,
  faqRoleText: route =>
    `Cuando usted conecta un lugar, inicia sesión allí por medio de ${route}. Después ${route} reúne sus registros de ese lugar, y Mi Salud se los muestra.`,
  faqAccount: route => `¿Necesito una cuenta de ${route} para ver mis registros?`,
  faqAccountText: route =>
    `No. Después de conectar un lugar, ${route} puede preguntarle si quiere una cuenta. Usted decide. Con una cuenta puede administrar sus datos allí y compartirlos con otras personas.`,
  faqMissing: '¿Qué hago si mi lugar de atención no está en la lista?',
  faqDifferent: place => `¿Por qué es diferente mi conexión con ${place}?`,
  faqDifferentText: place =>
    `${place} se conecta directamente, por la conexión de este portal. Eso funciona al momento, sin una compañía de por medio.`,
  faqDifferentFrom: (place, route) =>
    `${place} se conecta directamente, por la conexión de este portal, y no por medio de ${route}. Eso funciona al momento. Otros lugares tardan más, porque ${route} primero reúne sus registros.`,
  faqOptOutOf: route => `Si salgo aquí, ¿se quitan mis datos en ${route}?`,
  faqOptOutText: route =>
    `No. Salir de Mi Salud aquí no quita sus datos en ${route}. Puede pedir eso en el sitio web de ${route}. Es otro paso.`,
  faqOptOutLink: route => `Darse de baja en ${route}`,
  categories: CATEGORIES,
};
