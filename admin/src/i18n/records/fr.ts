import type { Messages } from '../en.ts'

export const records: Messages['records'] = {
  client: 'Client',
  cold: 'Sans réponse à plusieurs tentatives, depuis',
  noInterviews: 'Pas encore d’entretien pour ce poste. Saisissez-en un juste après, et le plan apparaît.',
  positions: 'Postes ici',
  noPositions: 'Ici figureront les postes visés chez cet employeur.',
  people: 'Personnes ici',
  noPeople: 'Ici figureront les personnes rencontrées en entretien chez cet employeur.',
  website: 'Site web',
  notKnown: 'pas encore connu',
  reach: 'Souhaite être joint',
  anyWay: 'par tout moyen',
  notes: 'Notes',
  editEmployer: 'Modifier l’employeur',
  remove: 'Retirer',
  removeTitle: 'Retirer %{name} ?',
  removeOpportunity:
    'Ses entretiens et leurs tâches ouvertes partent avec. Vous pouvez revenir en arrière juste après.',
  removeContact:
    'Les entretiens et tâches qui nomment cette personne restent. Vous pouvez revenir en arrière juste après.',
  removeEmployer:
    'Les postes et les personnes de cet employeur restent. Vous pouvez revenir en arrière juste après.',
  removed: '%{name} est retiré.',
  restored: '%{name} est de retour.',
}
