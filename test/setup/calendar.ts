import ICAL from 'ical.js'

/** An entry of a calendar, as another's code reads it. */
export interface Event {
  uid: string
  sequence: number
  status: string
  start: Date
  end: Date
  summary: string
  description: string
  allDay: boolean
}

/** The entries by UID, their moments by the zones of the calendar itself alone. */
export function readCalendar(text: string): Map<string, Event> {
  const calendar = new ICAL.Component(ICAL.parse(text))
  const zones = new Map(
    calendar.getAllSubcomponents('vtimezone').map((zone) => {
      const made = new ICAL.Timezone(zone)
      return [made.tzid, made]
    }),
  )
  const at = (event: ICAL.Component, name: string): Date => {
    const property = event.getFirstProperty(name)
    const time = property?.getFirstValue() as ICAL.Time
    const tzid = property?.getFirstParameter('tzid')
    if (tzid) time.zone = zones.get(tzid) as ICAL.Timezone
    return new Date(time.toUnixTime() * 1000)
  }
  return new Map(
    calendar.getAllSubcomponents('vevent').map((event) => {
      const value = (name: string) => String(event.getFirstPropertyValue(name) ?? '')
      const allDay = event.getFirstProperty('dtstart')?.type === 'date'
      const one = {
        ...{ uid: value('uid'), sequence: Number(value('sequence')), status: value('status'), allDay },
        ...{ start: at(event, 'dtstart'), end: allDay ? new Date(0) : at(event, 'dtend') },
        ...{ summary: value('summary'), description: value('description') },
      }
      return [one.uid, one]
    }),
  )
}
