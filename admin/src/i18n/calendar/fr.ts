import type { calendar as english } from './en.ts'

/** Textes sur les adresses de calendrier, en français. */
export const calendar: typeof english = {
  title: 'Calendrier',
  empty:
    'Voyez entretiens et appels dans votre propre calendrier : créez une adresse et abonnez-vous-y là-bas. Ce qui change ici y change de lui-même.',
  emptyOf:
    '%{name} n’a pas encore d’accès. Vous pouvez lui donner une adresse sous laquelle son propre calendrier montre ses entretiens et ses appels.',
  add: 'Créer une adresse de calendrier',
  endsWith: 'Adresse qui se termine par %{hint}',
  made: 'Créée',
  fetched: 'Lue par un calendrier en dernier',
  neverFetched: 'Aucun calendrier ne l’a encore lue',
  revoke: 'Révoquer',
  revokeNamed: 'Révoquer l’adresse qui se termine par %{hint}',
  revokeTitle: 'Révoquer cette adresse ?',
  revokeText:
    'Les calendriers abonnés ne reçoivent plus rien, tout de suite. Vous pouvez en créer une nouvelle.',
  revoked: 'L’adresse est révoquée.',
  newTitle: 'L’adresse de calendrier',
  newLead:
    'Qui détient cette adresse voit les entretiens et les appels avec les noms, dans la mesure où vous pouvez les voir. Gardez-la comme un mot de passe ; elle n’est montrée que cette fois.',
  copy: 'Copier',
  copied: 'Copiée.',
  open: 'Ouvrir dans le calendrier',
  close: 'Terminé',
  how: 'Comment s’abonner',
  programs: {
    google: {
      name: 'Google Agenda',
      how: 'Sur un ordinateur : Autres agendas, le plus, À partir de l’URL. Collez l’adresse. Google la relit quelques fois par jour.',
    },
    apple: {
      name: 'Calendrier d’Apple',
      how: 'Sur un Mac : Fichier, Nouvel abonnement. Sur un iPhone : Calendriers, Ajouter un calendrier, Ajouter un abonnement.',
    },
    outlook: {
      name: 'Outlook',
      how: 'Sur le web : Ajouter un calendrier, S’abonner à partir du web. Il paraît aussi dans les applications.',
    },
  },
}
