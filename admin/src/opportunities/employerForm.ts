import type { DataProvider } from 'ra-core'

export interface EmployerValues {
  /** null: a new one, to be made from the fields. */
  id: string | null
  name: string
  country: string
  region: string
}

export const noEmployer: EmployerValues = { id: null, name: '', country: '', region: '' }

export const placeOf = ({ country, region }: Pick<EmployerValues, 'country' | 'region'>) => ({
  country: country || null,
  region: region.trim().toUpperCase() || null,
})

/** The employer's id; a new one is made first. */
export async function employerId(data: DataProvider, employer: EmployerValues): Promise<string> {
  if (employer.id) return employer.id
  const body = { name: employer.name.trim(), ...placeOf(employer) }
  const { data: created } = await data.create('employers', { data: body })
  return String(created.id)
}
