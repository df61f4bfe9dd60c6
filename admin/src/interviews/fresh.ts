import { serverNow } from '../components/useNow.ts'
import { inZone } from '../time/zone.ts'
import { type DebriefValues, emptyDebrief } from './debriefForm.ts'

/** An interview is entered when it is over: it began an hour ago, on the full hour, in its own zone. */
export function beganAt(timeZone: string): { date: string; time: string } {
  const began = inZone(serverNow(), timeZone).subtract({ hours: 1 })
  return { date: began.toPlainDate().toString(), time: `${String(began.hour).padStart(2, '0')}:00` }
}

/** Empty but for what the link says, at the moment the interview is likely to have begun. */
export function fresh(clientId: string, opportunityId: string, timeZone: string): DebriefValues {
  const { date, time } = beganAt(timeZone)
  return { ...emptyDebrief(date, time, timeZone), clientId, opportunityId }
}
