import type { Messages } from '../en.ts'

export const jobs: Messages['jobs'] = {
  lead: 'Ce que l’installation fait d’elle-même, comment cela s’est passé, et ce qui est en route.',
  list: 'Tous les travaux',
  noWorker:
    'Aucun processus de travail n’est là : rien n’arrive à échéance et rien n’est envoyé jusqu’au prochain.',
  lastSeen: 'Vu pour la dernière fois :',
  mails: 'Courriers en route',
  deliveries: 'Envois de webhooks en route',
  sweepLag: 'Retard du marquage des échéances',
  sweepInTime: 'à temps',
  sweepLate: 'en retard',
  every: 'toutes les %{span}',
  took: 'a duré %{span}',
  notYet: 'Pas encore exécuté',
  failed: 'A échoué |||| A échoué %{smart_count} fois de suite',
  run: 'Exécuter',
  runOf: 'Exécuter : %{name}',
  wanted: 'va s’exécuter…',
  what: {
    access: { sweep: 'Signale les accès qui ont pris fin' },
    agenda: { purge: 'Nettoie les lignes du planificateur' },
    decisions: { sweep: 'Signale les décisions dont le jour est passé' },
    events: { partitions: 'Prépare la place des événements à venir et supprime les plus anciens' },
    privacy: {
      ledger: 'Inscrit au registre qui a été effacé',
      retention: 'Efface ce qui a été gardé assez longtemps',
    },
    reminders: {
      purge: 'Nettoie la trace des rappels envoyés',
      wake: 'Regarde quels rappels sont à envoyer',
    },
    removed: { purge: 'Supprime définitivement ce qui a été retiré il y a un mois' },
    searches: { sweep: 'Ajoute la tâche hebdomadaire de continuer à chercher' },
    tasks: { sweep: 'Marque les tâches échues ou en retard' },
    webhooks: { retention: 'Nettoie le journal des envois' },
  },
}
