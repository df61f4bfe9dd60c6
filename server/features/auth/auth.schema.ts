import { Type } from 'typebox'
import { roles } from '../../domain/vocabulary.ts'
import { Body, Id, LocaleName, named, OrNull } from '../../platform/schema.ts'

export const LoginBody = Body({
  email: Type.String({ minLength: 3, maxLength: 254 }),
  password: Type.String({ minLength: 1, maxLength: 1000 }),
  organizationId: Type.Optional(Id),
})

export const RefreshBody = Body({
  refreshToken: Type.Optional(
    Type.String({ maxLength: 200, description: 'Apps send it here; the panel has it in a cookie.' }),
  ),
})

export const Tokens = named('Tokens', {
  accessToken: Type.String({ description: 'A JWT, to be sent as "Authorization: Bearer …".' }),
  expiresIn: Type.Integer({ description: 'Seconds until the access token ends.' }),
  refreshToken: Type.Optional(
    Type.String({ description: 'Left out for the panel, which gets it in a cookie.' }),
  ),
})

export const Me = named('Me', {
  id: Id,
  name: Type.String(),
  role: Type.Enum([...roles]),
  organization: Type.Object({ id: Id, name: Type.String() }),
  memberId: OrNull(Id),
  clientId: OrNull(Id),
  locale: LocaleName,
  timeZone: Type.String(),
})

export const DemoAccounts = named('DemoAccounts', {
  emails: Type.Array(Type.String()),
  password: Type.String(),
})

export const KeySet = named('KeySet', {
  keys: Type.Array(
    Type.Object({
      kty: Type.String(),
      crv: Type.String(),
      x: Type.String(),
      kid: Type.String(),
      alg: Type.String(),
      use: Type.String(),
    }),
  ),
})
