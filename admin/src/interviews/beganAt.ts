import { serverNow } from '../components/useNow.ts'
import { inZone } from '../time/zone.ts'

/** An interview is entered when it is over: it began an hour ago, on the full hour, in its own zone. */
export function beganAt(timeZone: string): { date: string; time: string } {
  const began = inZone(serverNow(), timeZone).subtract({ hours: 1 })
  return { date: began.toPlainDate().toString(), time: `${String(began.hour).padStart(2, '0')}:00` }
}
