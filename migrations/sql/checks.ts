/** `column IN (…)` as a named check; the lists are frozen here, a later migration widens them. */
export const oneOf = (table: string, column: string, values: string[]): string =>
  `CONSTRAINT ${table}_${column}_known CHECK (${column} IN (${values.map((value) => `'${value}'`).join(', ')}))`

/** `column` is text of 1 to `max` characters, not blank. */
export const written = (table: string, column: string, max: number): string =>
  `CONSTRAINT ${table}_${column}_written CHECK (btrim(${column}) <> '' AND length(${column}) <= ${max})`

/** The columns that every row of an organization begins with. */
export const tenantColumns = `
  organization_id uuid NOT NULL REFERENCES organization (id),
  id uuid NOT NULL DEFAULT new_id()`

/** The columns that every row of an organization ends with. */
export const rowColumns = `
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz(3) NOT NULL DEFAULT app_now(),
  updated_at timestamptz(3) NOT NULL DEFAULT app_now(),
  PRIMARY KEY (organization_id, id)`
