import type { PrivacyWords } from '../inventory.ts'

export const es: PrivacyWords = {
  topics: {
    client: {
      title: 'Clientes',
      what: 'Nombre, correo, teléfono, zona horaria, idioma, el puesto que buscan, quién les acompaña y en qué han consentido.',
      why: 'Para saber a quién acompañamos y cómo localizarlo.',
      erased: 'Se elimina todo. Queda una fila con un identificador, para que las cifras cuadren.',
    },
    pipeline: {
      title: 'Candidaturas y entrevistas',
      what: 'Puestos, empresas, cuándo fueron las entrevistas, de qué se habló y qué se prometió, notas y lo que se dijo sobre la decisión.',
      why: 'Para planificar el seguimiento de cada entrevista.',
      erased:
        'Se eliminan títulos, temas, promesas, notas y palabras. Quedan fechas, etapas y resultados, sin persona.',
    },
    contacts: {
      title: 'Personas en las empresas',
      what: 'Nombre, función, empresa, correo, teléfono, cómo desean ser localizadas y notas.',
      why: 'Para dar las gracias a la persona adecuada de la manera adecuada.',
      erased:
        'Quien solo se conoce por un cliente borrado se borra también. Los demás, cuando lo piden. Las empresas quedan.',
    },
    tasks: {
      title: 'Tareas',
      what: 'Qué hay que hacer y para cuándo, por qué, qué resultó y notas sobre ello.',
      why: 'Para recordar agradecimientos, llamadas y promesas.',
      erased:
        'Se eliminan títulos, notas y motivos y se cancelan las abiertas. Quedan tipos, fechas y resultados.',
    },
    logins: {
      title: 'Accesos',
      what: 'Correo, un hash de la contraseña, segundos factores y, de cada acceso, cuándo, con qué navegador y desde qué dirección. De las direcciones de calendario, un hash y cuándo se leyó una por última vez.',
      why: 'Para dejar entrar a quien corresponde y mostrar a cada persona sus accesos.',
      erased:
        'Los accesos terminan de inmediato y se borran. También la cuenta, si no tiene acceso en otro lugar.',
    },
    mails: {
      title: 'Correos',
      what: 'A quién, cuándo, asunto y texto de invitaciones, restablecimientos y recordatorios.',
      why: 'Para enviarlos y mostrar lo enviado.',
      erased: 'Se borran los correos a la persona.',
    },
    activities: {
      title: 'Registro de actividad',
      what: 'Quién hizo qué, cuándo, desde dónde y qué cambió.',
      why: 'Para poder mostrar quién vio y cambió datos.',
      erased: 'Queda que algo se hizo; se eliminan lo que cambió, los nombres y las direcciones.',
    },
    events: {
      title: 'Eventos',
      what: 'Qué ocurrió con qué registro y cuándo: identificadores, tipos y fechas, nunca nombres ni textos.',
      why: 'Para avisar de los cambios a otros programas.',
      erased: 'Quedan, porque no nombran a nadie.',
    },
    members: {
      title: 'Personas que trabajan aquí',
      what: 'Nombre, correo, función, idioma, zona horaria y quién sustituye a quién.',
      why: 'Para repartir el trabajo y saber quién puede hacer qué.',
      erased: 'No les afecta el borrado de un cliente o contacto.',
    },
    organization: {
      title: 'El despacho',
      what: 'Nombre, idioma, zona horaria, ajustes y claves para otros programas (como hashes).',
      why: 'Para llevar el despacho.',
      erased: 'No afecta; se elimina la restricción de una clave a un cliente borrado.',
    },
    technical: {
      title: 'Lo que necesita la máquina',
      what: 'Claves de firma, la lista de migraciones, temporizadores, peticiones repetidas (selladas) y quién fue borrado y cuándo, solo con identificadores.',
      why: 'Para funcionar con seguridad y borrar de nuevo a las personas cuando se restaura una copia.',
      erased: 'El identificador de quien fue borrado se añade al libro de borrados.',
    },
  },
  kept: {
    untilErased: 'Hasta que alguien lo borre.',
    whileMember: 'Mientras trabajen aquí y, después, por la historia de lo que hicieron.',
    whilePractice: 'Mientras exista el despacho.',
    technical: 'Mientras haga falta; las peticiones repetidas, 24 horas.',
    events: 'Para siempre.',
    mails: 'Hasta que se borre a la persona.',
  },
  months: (count) => (count === 1 ? '1 mes' : `${count} meses`),
  days: (count) => (count === 1 ? '1 día' : `${count} días`),
  closedFor: (period) => `Hasta ${period} después de que el cliente fuera colocado o archivado.`,
  endedFor: (period) => `Un acceso, hasta ${period} después de terminar; la cuenta, hasta que se borre.`,
  olderThan: (period) => `Durante ${period}.`,
}
