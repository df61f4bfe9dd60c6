import type { Interview, Participant } from '../api/types.ts'
import { LoadingRows } from '../components/Loading.tsx'
import { Participants } from '../interviews/Participants.tsx'

interface Person extends Participant {
  employer: string
}

/** Everybody who took part in the interviews, each once, the latest first. */
function peopleOf(interviews: readonly Interview[]): Person[] {
  const people = new Map<string, Person>()
  for (const { participants, opportunity } of interviews)
    for (const person of participants)
      if (!people.has(person.contactId))
        people.set(person.contactId, { ...person, employer: opportunity.employer.name })
  return [...people.values()]
}

export const People = ({ interviews }: { interviews: readonly Interview[] | undefined }) =>
  interviews ? <Participants participants={peopleOf(interviews)} /> : <LoadingRows rows={2} />
