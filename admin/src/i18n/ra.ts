import english from 'ra-language-english'
import type { Locale } from './locale.ts'

type Texts = Record<string, string>

/** Those messages of react-admin itself that the panel can show; all others stay English. */
const visible: Record<
  Exclude<Locale, 'en'>,
  Record<'auth' | 'notification' | 'action' | 'message' | 'page', Texts>
> = {
  de: {
    auth: { auth_check_error: 'Bitte melden Sie sich an, um fortzufahren.' },
    notification: {
      logged_out: 'Ihre Sitzung ist zu Ende. Bitte melden Sie sich neu an.',
      http_error: 'Der Server ist nicht erreichbar.',
    },
    action: { close: 'Schließen', undo: 'Rückgängig', cancel: 'Abbrechen', save: 'Speichern' },
    message: {
      loading: 'Einen Moment bitte',
      unsaved_changes: 'Einige Änderungen sind nicht gespeichert. Trotzdem verlassen?',
    },
    page: { loading: 'Wird geladen', not_found: 'Nicht gefunden' },
  },
  es: {
    auth: { auth_check_error: 'Inicie sesión para continuar.' },
    notification: {
      logged_out: 'Su sesión ha terminado. Inicie sesión de nuevo.',
      http_error: 'No se puede contactar con el servidor.',
    },
    action: { close: 'Cerrar', undo: 'Deshacer', cancel: 'Cancelar', save: 'Guardar' },
    message: { loading: 'Un momento', unsaved_changes: 'Hay cambios sin guardar. ¿Salir de todos modos?' },
    page: { loading: 'Cargando', not_found: 'No encontrado' },
  },
  fr: {
    auth: { auth_check_error: 'Veuillez vous connecter pour continuer.' },
    notification: {
      logged_out: 'Votre session est terminée. Veuillez vous reconnecter.',
      http_error: 'Le serveur est injoignable.',
    },
    action: { close: 'Fermer', undo: 'Annuler', cancel: 'Annuler', save: 'Enregistrer' },
    message: {
      loading: 'Un instant',
      unsaved_changes: 'Des modifications ne sont pas enregistrées. Quitter quand même ?',
    },
    page: { loading: 'Chargement', not_found: 'Introuvable' },
  },
}

/** react-admin's messages in a language, as far as they can be seen. */
export function raMessages(locale: Locale): Partial<(typeof english)['ra']> {
  if (locale === 'en') return {}
  const own = visible[locale]
  const base = english.ra
  return {
    auth: { ...base.auth, ...own.auth },
    notification: { ...base.notification, ...own.notification },
    action: { ...base.action, ...own.action },
    message: { ...base.message, ...own.message },
    page: { ...base.page, ...own.page },
  }
}
