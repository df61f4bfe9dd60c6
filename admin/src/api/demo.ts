import { type Role, roles } from '../../../server/domain/vocabulary.ts'

export interface DemoAccount {
  email: string
  password: string
  role: Role
}

/** The role that a demo address is named after. */
const roleOf = (email: string): Role => roles.find((role) => email.startsWith(`${role}@`)) ?? 'coach'

/** The identity provider of this installation, if there is one. Needs no login. */
export async function identityProvider(): Promise<{ name: string } | null> {
  try {
    const response = await fetch('/v1/auth/oidc')
    if (!response.ok) return null
    const { name } = (await response.json()) as { name: string | null }
    return name === null ? null : { name }
  } catch {
    return null
  }
}

/** The accounts to look around with; none where the service does not offer a demo. Needs no login. */
export async function demoAccounts(): Promise<DemoAccount[]> {
  try {
    const response = await fetch('/v1/auth/demo')
    if (!response.ok) return []
    const { emails, password } = (await response.json()) as { emails: string[]; password: string }
    return emails.map((email) => ({ email, password, role: roleOf(email) }))
  } catch {
    return []
  }
}
