import type { Messages } from '../en.ts'

export const records: Messages['records'] = {
  client: 'Klient',
  cold: 'Keine Antwort auf mehrere Versuche, seit',
  noInterviews:
    'Noch keine Gespräche zu dieser Stelle. Tragen Sie eines gleich danach ein, dann entsteht der Plan.',
  positions: 'Stellen hier',
  noPositions: 'Hier stehen die Stellen, um die es bei diesem Arbeitgeber geht.',
  people: 'Personen hier',
  noPeople: 'Hier stehen die Personen, die in Gesprächen bei diesem Arbeitgeber dabei waren.',
  website: 'Website',
  notKnown: 'noch nicht bekannt',
  reach: 'Möchte erreicht werden',
  anyWay: 'auf jedem Weg',
  notes: 'Notizen',
  editEmployer: 'Arbeitgeber bearbeiten',
  remove: 'Entfernen',
  removeTitle: '%{name} entfernen?',
  removeOpportunity:
    'Die Gespräche dazu und deren offene Aufgaben gehen mit. Gleich danach lässt es sich rückgängig machen.',
  removeContact:
    'Gespräche und Aufgaben, in denen diese Person vorkommt, bleiben. Gleich danach lässt es sich rückgängig machen.',
  removeEmployer: 'Stellen und Personen dort bleiben. Gleich danach lässt es sich rückgängig machen.',
  removed: '%{name} ist entfernt.',
  restored: '%{name} ist wieder da.',
}
