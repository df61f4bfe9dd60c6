/** Texts of the pages of single records, in English; the other languages have the same keys. */
export const records = {
  client: 'Client',
  cold: 'No answer to several tries, since',
  noInterviews:
    'No interviews for this position yet. Enter one right after it happened, and the plan appears.',
  positions: 'Positions here',
  noPositions: 'The positions that are pursued here will stand in this list.',
  people: 'People here',
  noPeople: 'The people whom clients meet here in interviews will stand in this list.',
  website: 'Website',
  notKnown: 'not known yet',
  reach: 'Wants to be reached',
  anyWay: 'in any way',
  notes: 'Notes',
  editEmployer: 'Edit employer',
  remove: 'Remove',
  removeTitle: 'Remove %{name}?',
  removeOpportunity: 'Its interviews and their open tasks go with it. You can undo this right afterwards.',
  removeContact: 'Interviews and tasks that name them keep doing so. You can undo this right afterwards.',
  removeEmployer: 'Positions and people there stay. You can undo this right afterwards.',
  removed: '%{name} is removed.',
  restored: '%{name} is back.',
}
