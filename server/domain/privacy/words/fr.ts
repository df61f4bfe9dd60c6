import type { PrivacyWords } from '../inventory.ts'

export const fr: PrivacyWords = {
  topics: {
    client: {
      title: 'Clients',
      what: 'Nom, adresse mail, téléphone, fuseau horaire, langue, poste recherché, qui les accompagne et ce à quoi ils ont consenti.',
      why: 'Pour savoir qui nous accompagnons et comment les joindre.',
      erased:
        'Tout est supprimé. Une ligne avec un identifiant demeure, pour que les chiffres restent justes.',
    },
    pipeline: {
      title: 'Candidatures et entretiens',
      what: 'Postes, employeurs, dates des entretiens, sujets abordés et promesses, notes, et ce qui a été dit de la décision.',
      why: 'Pour planifier le suivi de chaque entretien.',
      erased:
        'Titres, sujets, promesses, notes et paroles sont supprimés. Dates, étapes et résultats demeurent, sans personne.',
    },
    contacts: {
      title: 'Personnes chez les employeurs',
      what: 'Nom, rôle, employeur, adresse mail, téléphone, comment elles souhaitent être jointes, et notes.',
      why: 'Pour remercier la bonne personne de la bonne manière.',
      erased:
        'Qui n’est connu que par un client effacé est effacé aussi. Les autres, à leur demande. Les employeurs demeurent.',
    },
    tasks: {
      title: 'Tâches',
      what: 'Ce qui est à faire et pour quand, pourquoi, ce qui en est sorti, et des notes.',
      why: 'Pour rappeler remerciements, appels et promesses.',
      erased:
        'Titres, notes et raisons sont supprimés, les tâches ouvertes annulées. Types, dates et résultats demeurent.',
    },
    logins: {
      title: 'Connexions',
      what: 'Adresse mail, empreinte du mot de passe, seconds facteurs et, pour chaque connexion, quand, avec quel navigateur et de quelle adresse. Des adresses de calendrier, une empreinte, et quand l’une a été lue en dernier.',
      why: 'Pour laisser entrer qui de droit et montrer à chacun ses connexions.',
      erased:
        'Les connexions prennent fin aussitôt et sont supprimées. Le compte aussi, s’il n’a pas d’accès ailleurs.',
    },
    mails: {
      title: 'Mails',
      what: 'À qui, quand, objet et texte des invitations, réinitialisations et rappels.',
      why: 'Pour les envoyer et montrer ce qui l’a été.',
      erased: 'Les mails à la personne sont supprimés.',
    },
    activities: {
      title: 'Journal d’activité',
      what: 'Qui a fait quoi, quand, d’où, et ce qui a changé.',
      why: 'Pour pouvoir montrer qui a vu et changé des données.',
      erased:
        'Qu’une chose ait été faite demeure ; ce qui a changé, les noms et les adresses sont supprimés.',
    },
    events: {
      title: 'Événements',
      what: 'Ce qui est arrivé à quel enregistrement et quand : identifiants, types et dates, jamais de noms ni de textes.',
      why: 'Pour signaler les changements à d’autres programmes.',
      erased: 'Ils demeurent, car ils ne nomment personne.',
    },
    members: {
      title: 'Personnes qui travaillent ici',
      what: 'Nom, adresse mail, rôle, langue, fuseau horaire et qui remplace qui.',
      why: 'Pour partager le travail et savoir qui peut faire quoi.',
      erased: 'Pas concernées par l’effacement d’un client ou d’un contact.',
    },
    organization: {
      title: 'Le cabinet',
      what: 'Nom, langue, fuseau horaire, réglages et clés pour d’autres programmes (sous forme d’empreintes).',
      why: 'Pour faire fonctionner le cabinet.',
      erased: 'Pas concerné ; la restriction d’une clé à un client effacé est supprimée.',
    },
    technical: {
      title: 'Ce dont la machine a besoin',
      what: 'Clés de signature, liste des migrations, minuteries, requêtes répétées (scellées), et qui a été effacé quand, par identifiants seulement.',
      why: 'Pour fonctionner en sécurité, et effacer de nouveau les personnes quand une sauvegarde est restaurée.',
      erased: 'L’identifiant de qui a été effacé est ajouté au registre des effacements.',
    },
  },
  kept: {
    untilErased: 'Jusqu’à ce que quelqu’un l’efface.',
    whileMember: 'Tant qu’elles travaillent ici, puis pour l’histoire de ce qu’elles ont fait.',
    whilePractice: 'Tant que le cabinet existe.',
    technical: 'Tant que c’est nécessaire ; les requêtes répétées, 24 heures.',
    events: 'Pour toujours.',
    mails: 'Jusqu’à ce que la personne soit effacée.',
  },
  months: (count) => `${count} mois`,
  days: (count) => (count === 1 ? '1 jour' : `${count} jours`),
  closedFor: (period) => `Jusqu’à ${period} après que le client a été placé ou archivé.`,
  endedFor: (period) => `Une connexion, jusqu’à ${period} après sa fin ; le compte, jusqu’à son effacement.`,
  olderThan: (period) => `Pendant ${period}.`,
}
