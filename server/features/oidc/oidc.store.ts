import type { DataSource } from 'typeorm'
import type { Identity } from './oidc.provider.ts'

/** The account of a provider's person: known by subject, or for the first time by their verified mail address; else null. */
export async function accountOf(
  source: DataSource,
  { issuer, subject, verifiedEmail }: Identity,
): Promise<string | null> {
  const [found] = await source.query('SELECT find_identity($1, $2) AS id', [issuer, subject])
  if (found.id || !verifiedEmail) return found.id
  const [linked] = await source.query('SELECT link_identity($1, $2, $3) AS id', [
    issuer,
    subject,
    verifiedEmail,
  ])
  return linked.id
}
