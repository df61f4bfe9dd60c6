import type { TaskChannel } from '../../vocabulary.ts'
import type { Phrases } from './phrases.ts'

const verb: Record<TaskChannel, string> = {
  phone: 'llamar',
  email: 'escribir',
  card: 'enviar una tarjeta',
  none: 'hacer el seguimiento',
}
const again: Record<TaskChannel, string> = {
  phone: 'volver a llamar',
  email: 'volver a escribir',
  card: 'enviar otra tarjeta',
  none: 'insistir',
}
const asking: Record<TaskChannel, string> = {
  phone: 'llamar y preguntar',
  email: 'escribir y preguntar',
  card: 'preguntar con una tarjeta',
  none: 'preguntar',
}
const refused: Record<TaskChannel, string> = {
  phone: 'llamadas',
  email: 'correos',
  card: 'tarjetas',
  none: 'mensajes',
}
const how: Record<TaskChannel, string> = {
  phone: ' por teléfono',
  email: ' por correo electrónico',
  card: ' con una tarjeta',
  none: '',
}
const instead: Record<TaskChannel, string> = { ...how, none: ' sin mensaje' }
const days = (n: number) => (n === 1 ? '1 día' : `${n} días`)
const businessDays = (n: number) => (n === 1 ? '1 día hábil' : `${n} días hábiles`)
const after = (n: number) =>
  n === 7 ? 'al cabo de una semana' : n === 14 ? 'al cabo de dos semanas' : `al cabo de ${days(n)}`

export const es: Phrases = {
  tag: 'es-ES',
  dates: 'long',
  means: { name: 'nombre', email: 'dirección de correo', phone: 'número de teléfono' },
  thankYou: (channel, format) =>
    channel === 'card' && format === 'onsite'
      ? 'Se da las gracias enseguida a todos los participantes: dejar una tarjeta en recepción.'
      : `Se da las gracias enseguida a todos los participantes${channel === 'none' ? '' : `, aquí${how[channel]}`}.`,
  waitsFor: (means) => `Está a la espera de estos datos: ${means}.`,
  detailsCame: 'El plazo cuenta desde que llegaron los datos que faltaban.',
  clientsChoice: 'El medio lo ha elegido la propia persona candidata.',
  otherChannel: ({ wanted, taken }) => `No acepta ${refused[wanted]}; mejor${instead[taken]}.`,
  obtain: (means) => `También hay que dar las gracias a esta persona, pero faltan datos: ${means}.`,
  promise: (text) =>
    `Prometido en la entrevista: ${text}. Conviene enviarlo antes del agradecimiento, que debe mencionarlo.`,
  first: ({ decision, daysToDecision, said, days: wait, channel }) =>
    `Deciden a más tardar el ${decision}, ${days(daysToDecision)} después de ${said ? `haberlo dicho el ${said}` : 'la entrevista'}: ${verb[channel]} ${after(wait)}.`,
  noTimeline: (wait, channel) => `No dijeron cuándo deciden: ${verb[channel]} ${after(wait)}.`,
  preDecision: ({ decision, day, days: n, again: second, channel }) =>
    `Deciden a más tardar el ${decision}: ${(second ? again : verb)[channel]} ${businessDays(n)} antes, el ${day}.`,
  alone: (date) => `Un primer contacto el ${date} no dejaría tiempo suficiente, así que solo queda este.`,
  repeat: (n, channel) =>
    `Sigue sin haber respuesta ${businessDays(n)} después del último paso: ${again[channel]}.`,
  last: 'Es el último intento; después conviene pensar en cerrar esta oportunidad.',
  closed: (date, holiday, day) =>
    `El ${date} ${holiday ? `es festivo (${holiday})` : 'no es día hábil'}, así que pasa al ${day}.`,
  beforeDecision: (day) =>
    `No sería antes de la decisión, así que pasa al último día hábil anterior: el ${day}.`,
  onDecision: 'No hay ningún día hábil de por medio, así que es el mismo día de la decisión.',
  silence: (decision, day, channel) =>
    `Deciden a más tardar el ${decision}: si el ${day} no hay respuesta, ${asking[channel]}.`,
  silentCheck: (decision, day) =>
    `Deciden a más tardar el ${decision} y no quieren que se les contacte: el ${day}, solo comprobar si ha llegado una respuesta.`,
  searching: (noInterview, noNewOpportunity, week) =>
    `${
      noInterview && noNewOpportunity
        ? `En la semana del ${week} no hay entrevistas y en los siete días anteriores no surgió ninguna oportunidad nueva`
        : noInterview
          ? `En la semana del ${week} no hay entrevistas`
          : `En los siete días anteriores al ${week} no surgió ninguna oportunidad nueva`
    }: seguir buscando hasta aceptar una oferta.`,
  calendar: {
    no_country: 'No se conoce el país de la empresa: no cuentan los sábados ni los domingos.',
    unknown_country:
      'No se conocen los festivos del país de la empresa: solo se excluyen los fines de semana.',
    no_region: 'No se conoce la región de la empresa: cuentan los festivos de todo el país.',
    unknown_region: 'No constan festivos de la región de la empresa: cuentan los de todo el país.',
  },
  title: {
    thankYou: (who, _interviewer, channel) => `Dar las gracias a ${who ?? 'la otra persona'}${how[channel]}`,
    obtain: (who, _interviewer, means) => `Averiguar los datos de ${who ?? 'la otra persona'}: ${means}`,
    promise: (text) => `Enviar lo prometido: ${text}`,
    followUp: (who, step, channel) => {
      const person = who ?? 'la empresa'
      const act = (step === 'repeat' ? again : verb)[channel]
      const to = channel === 'none' ? ' con' : ' a'
      return `${capital(act)}${to} ${person}${step === 'pre_decision' ? ' antes de que decidan' : ''}`
    },
    check: (who) => `Preguntar a ${who ?? 'la empresa'} por la decisión`,
    silentCheck: 'Comprobar si ha llegado una respuesta',
    keepSearching: 'Seguir buscando esta semana',
    custom: 'Tarea',
  },
  cancelled: {
    superseded: 'El plan ha cambiado y ya no lo prevé.',
    outcome_next_round: 'Hay una siguiente ronda.',
    outcome_offer: 'Hay una oferta.',
    outcome_rejected: 'La empresa ha dicho que no.',
    outcome_withdrawn: 'Se ha retirado la candidatura.',
    do_not_contact: 'La empresa ha pedido que no se la contacte.',
    cold: 'No hubo respuesta tras varios intentos.',
    participant_removed: 'Al final esta persona no participó.',
    promise_removed: 'La promesa se ha retirado.',
    not_needed: 'Ya no hace falta.',
    deleted: 'La entrevista o el puesto se ha eliminado.',
    interview_cancelled: 'La entrevista se ha cancelado.',
    no_show: 'La entrevista no tuvo lugar.',
    client_inactive: 'El acompañamiento está en pausa.',
    replaced: 'La sustituye una tarea más reciente.',
    offer_accepted: 'Se ha aceptado una oferta.',
  },
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
