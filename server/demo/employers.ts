import type { FieldName } from './fields.ts'
import type { PlaceName } from './places.ts'

/** Invented employers; their addresses are below .example, which nobody can own (RFC 2606). */
export interface DemoEmployer {
  name: string
  place: PlaceName
  fields: readonly FieldName[]
}

const any: readonly FieldName[] = ['software', 'health', 'finance', 'education', 'logistics', 'marketing']

export const employers: readonly DemoEmployer[] = [
  { name: 'Larkmoor Data Systems', place: 'newYork', fields: ['software'] },
  { name: 'Tidewell Payments', place: 'newYork', fields: ['software', 'finance'] },
  { name: 'Beekman Street Analytics', place: 'newYork', fields: ['software'] },
  { name: 'Elmhurst Health Technology', place: 'newYork', fields: ['software'] },
  { name: 'Quillstone Software', place: 'newYork', fields: ['software', 'marketing'] },
  { name: 'St. Alder Medical Center', place: 'newYork', fields: ['health'] },
  { name: 'Hollis Avenue Family Clinic', place: 'newYork', fields: ['health'] },
  { name: 'Riverbend Pediatrics', place: 'newYork', fields: ['health'] },
  { name: 'Marlowe & Finch Advisors', place: 'newYork', fields: ['finance'] },
  { name: 'Empire Terrace Credit Union', place: 'newYork', fields: ['finance'] },
  { name: 'Greyfield Mutual Insurance', place: 'newYork', fields: ['finance', 'marketing'] },
  { name: 'Northgate Community College', place: 'newYork', fields: ['education'] },
  { name: 'Maple Hill School District', place: 'newYork', fields: ['education'] },
  { name: 'Hudson Crossing Freight', place: 'newYork', fields: ['logistics'] },
  { name: 'Harrow Street Logistics', place: 'newYork', fields: ['logistics'] },
  { name: 'Corona Yards Cold Storage', place: 'newYork', fields: ['logistics'] },
  { name: 'Copperline Studio', place: 'newYork', fields: ['marketing'] },
  { name: 'Brightwater Publishing', place: 'newYork', fields: ['marketing', 'education'] },
  { name: 'Palo Verde Robotics', place: 'california', fields: ['software', 'logistics'] },
  { name: 'Sequoia Bay Health', place: 'california', fields: ['health', 'finance'] },
  { name: 'Driftwood Media', place: 'california', fields: ['marketing', 'education'] },
  { name: 'Isarwerk Maschinenbau', place: 'munich', fields: any },
  { name: 'Klinikum Auental', place: 'munich', fields: any },
  { name: 'Lechfeld Versicherung', place: 'munich', fields: any },
  { name: 'Ashgrove Analytics', place: 'london', fields: any },
  { name: 'Wren & Hollow Publishing', place: 'london', fields: any },
  { name: 'Thornbury Rail Services', place: 'london', fields: any },
  { name: 'Atelier Verrier', place: 'paris', fields: any },
  { name: 'Banque du Vallon', place: 'paris', fields: any },
  { name: 'Clinique des Tilleuls', place: 'paris', fields: any },
  { name: 'Puente Norte Consultores', place: 'madrid', fields: any },
  { name: 'Editorial Campoverde', place: 'madrid', fields: any },
  { name: 'Clínica Sierra Clara', place: 'madrid', fields: any },
  { name: 'Aosora Electronics', place: 'tokyo', fields: any },
  { name: 'Minato Bridge Systems', place: 'tokyo', fields: any },
  { name: 'Hinode Learning', place: 'tokyo', fields: any },
  { name: 'Nilgiri Cloud Services', place: 'bengaluru', fields: any },
  { name: 'Kaveri Learning Trust', place: 'bengaluru', fields: any },
  { name: 'Palash Health Network', place: 'bengaluru', fields: any },
  { name: 'Nakheel Valley Engineering', place: 'riyadh', fields: any },
  { name: 'Wadi Amal Hospital', place: 'riyadh', fields: any },
  { name: 'Najd Horizon Logistics', place: 'riyadh', fields: any },
  { name: 'Himal Ridge Outfitters', place: 'kathmandu', fields: any },
  { name: 'Bagmati Valley School', place: 'kathmandu', fields: any },
  { name: 'Lalitpur Digital', place: 'kathmandu', fields: any },
]

/** A name as the part of an address: "St. Alder Medical Center" is st-alder-medical-center. */
export const slugOf = (name: string): string =>
  name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')

export const domainOf = (employer: string): string => `${slugOf(employer)}.example`
export const mailName = (person: string): string => slugOf(person).replace('-', '.')
