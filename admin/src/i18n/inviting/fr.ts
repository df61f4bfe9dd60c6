import type { Messages } from '../en.ts'

export const inviting: Messages['inviting'] = {
  title: 'Invitations',
  invite: 'Inviter quelqu’un',
  inviteTitle: 'Inviter quelqu’un à travailler ici',
  lead: 'La personne reçoit par courriel un lien avec lequel elle choisit un mot de passe. Il vaut une fois, sept jours durant.',
  name: 'Nom',
  nameHint: 'La personne peut le changer.',
  send: 'Envoyer l’invitation',
  invited: 'Une invitation est en route vers %{email}.',
  emptyTitle: 'Personne n’est invité en ce moment',
  empty:
    'Qui travaille avec vous reçoit son propre accès par une invitation. Celles qui sont ouvertes figurent ici.',
  by: 'invitation de %{name}',
  sent: 'Envoyée',
  until: 'vaut jusqu’à',
  expired: 'expirée',
  resend: 'Envoyer de nouveau',
  resendTo: 'Envoyer de nouveau l’invitation à %{email}',
  resent: 'Un nouveau lien est en route vers %{email} ; le précédent ne vaut plus.',
  revoke: 'Retirer',
  revokeOf: 'Retirer l’invitation à %{email}',
  revoked: 'L’invitation à %{email} ne vaut plus.',
  login: 'Accès',
  hasLogin: 'A son propre accès',
  noMail: 'Il manque une adresse pour l’inviter',
  inviteClient: 'Inviter à se connecter',
  clientInvited: 'Invitation',
}

export const mails: Messages['mails'] = {
  lead: 'Ce qu’Afterword envoie pour votre cabinet, le plus récent d’abord.',
  noServer:
    'Aucun serveur de courriel n’est configuré, rien n’est donc envoyé : les courriels restent ici, et les liens de connexion s’affichent sur la console de qui exploite le serveur.',
  emptyTitle: 'Pas encore de courriel',
  empty: 'Invitations, liens et rappels figurent ici dès leur envoi.',
  queued: 'En route',
  sent: 'Envoyé',
  kept: 'Gardé, non envoyé',
  failed: 'Non remis',
  tried: '%{smart_count} essai |||| %{smart_count} essais',
  secret: 'Le texte porte un lien de connexion et n’est pas montré.',
  linksHidden:
    'Là où figure « … », le courriel porte un lien qui agit sans connexion. Il est créé à l’envoi, pour son seul destinataire.',
  show: 'Montrer le texte',
  more: 'Montrer les plus anciens',
}
