import type { TaskChannel } from '../../vocabulary.ts'
import type { Phrases } from './phrases.ts'

const verb: Record<TaskChannel, string> = {
  phone: 'appeler',
  email: 'écrire',
  card: 'envoyer une carte',
  none: 'relancer',
}
const again: Record<TaskChannel, string> = {
  phone: 'rappeler',
  email: 'réécrire',
  card: 'renvoyer une carte',
  none: 'relancer encore',
}
const asking: Record<TaskChannel, string> = {
  phone: 'appeler pour demander',
  email: 'écrire pour demander',
  card: 'demander par une carte',
  none: 'demander',
}
const refused: Record<TaskChannel, string> = {
  phone: 'd’appels',
  email: 'd’e-mails',
  card: 'de cartes',
  none: 'de messages',
}
const how: Record<TaskChannel, string> = {
  phone: ' par téléphone',
  email: ' par e-mail',
  card: ' par une carte',
  none: '',
}
const instead: Record<TaskChannel, string> = { ...how, none: ' sans message' }
const days = (n: number) => (n < 2 ? `${n} jour` : `${n} jours`)
const businessDays = (n: number) => (n < 2 ? `${n} jour ouvré` : `${n} jours ouvrés`)
const after = (n: number) =>
  n === 7 ? 'au bout d’une semaine' : n === 14 ? 'au bout de deux semaines' : `au bout de ${days(n)}`

export const fr: Phrases = {
  tag: 'fr-FR',
  dates: 'long',
  means: { name: 'nom', email: 'adresse e-mail', phone: 'numéro de téléphone' },
  thankYou: (channel, format) =>
    channel === 'card' && format === 'onsite'
      ? 'Chaque participant est remercié tout de suite : laisser une carte à l’accueil.'
      : `Chaque participant est remercié tout de suite${channel === 'none' ? '' : `, ici${how[channel]}`}.`,
  waitsFor: (means) => `En attente d’informations : ${means}.`,
  detailsCame: 'Le délai court à partir du moment où les informations manquantes sont arrivées.',
  clientsChoice: 'Le moyen a été choisi par le candidat ou la candidate.',
  otherChannel: ({ wanted, taken }) =>
    `Cette personne ne souhaite pas ${refused[wanted]}, donc${instead[taken]}.`,
  obtain: (means) => `Cette personne aussi est à remercier, mais il manque : ${means}.`,
  promise: (text) =>
    `Promis pendant l’entretien : ${text}. À envoyer avant le remerciement, qui doit le mentionner.`,
  first: ({ decision, daysToDecision, said, days: wait, channel }) =>
    `Décision au plus tard le ${decision}, ${days(daysToDecision)} après ${said ? `l’annonce du ${said}` : 'l’entretien'} : ${verb[channel]} ${after(wait)}.`,
  noTimeline: (wait, channel) => `Aucune date de décision n’a été donnée : ${verb[channel]} ${after(wait)}.`,
  preDecision: ({ decision, day, days: n, again: second, channel }) =>
    `Décision au plus tard le ${decision} : ${(second ? again : verb)[channel]} ${businessDays(n)} avant, le ${day}.`,
  alone: (date) =>
    `Une première relance le ${date} ne laisserait pas assez de temps avant celle-ci, qui reste donc seule.`,
  repeat: (n, channel) =>
    `Toujours pas de réponse ${businessDays(n)} après la dernière étape : ${again[channel]}.`,
  last: 'C’est la dernière tentative ; ensuite, mieux vaut envisager de clore cette piste.',
  closed: (date, holiday, day) =>
    `Le ${date} ${holiday ? `est férié (${holiday})` : 'n’est pas un jour ouvré'}, donc le ${day}.`,
  beforeDecision: (day) =>
    `Ce ne serait pas avant la décision, donc le dernier jour ouvré qui la précède : le ${day}.`,
  onDecision: 'Il n’y a aucun jour ouvré d’ici là, donc le jour même de la décision.',
  silence: (decision, day, channel) =>
    `Décision au plus tard le ${decision} : sans réponse le ${day}, ${asking[channel]}.`,
  silentCheck: (decision, day) =>
    `Décision au plus tard le ${decision}, et l’employeur ne souhaite pas être contacté : le ${day}, vérifier seulement si une réponse est arrivée.`,
  searching: (noInterview, noNewOpportunity, week) =>
    `${
      noInterview && noNewOpportunity
        ? `Aucun entretien dans la semaine du ${week}, et aucune nouvelle piste dans les sept jours qui précèdent`
        : noInterview
          ? `Aucun entretien dans la semaine du ${week}`
          : `Aucune nouvelle piste dans les sept jours qui précèdent le ${week}`
    } : continuer les recherches jusqu’à ce qu’une offre soit acceptée.`,
  calendar: {
    no_country: 'Le pays de l’employeur n’est pas connu : les samedis et dimanches sont exclus.',
    unknown_country:
      'Les jours fériés du pays de l’employeur ne sont pas connus : seuls les week-ends sont exclus.',
    no_region: 'La région de l’employeur n’est pas connue : les jours fériés nationaux comptent.',
    unknown_region:
      'Aucun jour férié connu pour la région de l’employeur : les jours fériés nationaux comptent.',
  },
  title: {
    thankYou: (who, _interviewer, channel) => `Remercier ${who ?? 'l’autre personne'}${how[channel]}`,
    obtain: (who, _interviewer, means) =>
      `Trouver les coordonnées ${of(who ?? 'l’autre personne')} : ${means}`,
    promise: (text) => `Envoyer ce qui a été promis : ${text}`,
    followUp: (who, step, channel) => {
      const person = who ?? 'l’employeur'
      const act = (step === 'repeat' ? again : verb)[channel]
      const to = channel === 'phone' || channel === 'none' ? ' ' : ' à '
      return `${capital(act)}${to}${person}${step === 'pre_decision' ? ' avant la décision' : ''}`
    },
    check: (who) => `Demander à ${who ?? 'l’employeur'} où en est la décision`,
    silentCheck: 'Vérifier si une réponse est arrivée',
    keepSearching: 'Continuer les recherches cette semaine',
    custom: 'Tâche',
  },
  cancelled: {
    superseded: 'Le plan a changé et ne le prévoit plus.',
    outcome_next_round: 'Il y a un tour suivant.',
    outcome_offer: 'Il y a une offre.',
    outcome_rejected: 'L’employeur a refusé.',
    outcome_withdrawn: 'La candidature a été retirée.',
    do_not_contact: 'L’employeur a demandé à ne pas être contacté.',
    cold: 'Plusieurs tentatives sont restées sans réponse.',
    participant_removed: 'Cette personne n’a finalement pas participé.',
    promise_removed: 'La promesse a été retirée.',
    not_needed: 'Ce n’est plus nécessaire.',
    deleted: 'L’entretien ou le poste a été supprimé.',
    interview_cancelled: 'L’entretien a été annulé.',
    no_show: 'L’entretien n’a pas eu lieu.',
    client_inactive: 'L’accompagnement est en pause.',
    replaced: 'Une tâche plus récente a pris sa place.',
    offer_accepted: 'Une offre a été acceptée.',
  },
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

/** "d’Ana", "de Ben" */
function of(name: string): string {
  return /^[aeiouyàâéèêëîïôöûü]/i.test(name) ? `d’${name}` : `de ${name}`
}
