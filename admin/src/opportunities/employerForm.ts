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

/** The employer as the API takes it with a new opportunity: by id, or described (matched by name and country, else added). */
export const employerBody = (employer: EmployerValues) =>
  employer.id
    ? { employerId: employer.id }
    : { employer: { name: employer.name.trim(), ...placeOf(employer) } }
