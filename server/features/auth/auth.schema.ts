import { Type } from 'typebox'
import { roles } from '../../domain/vocabulary.ts'
import { Body, Id, LocaleName, named, OrNull } from '../../platform/schema.ts'

const DeviceToken = Type.String({
  maxLength: 100,
  description:
    'From an earlier login on this device: it has its own budget of tries. The panel has it in a cookie.',
})

export const LoginBody = Body({
  email: Type.String({ minLength: 3, maxLength: 254 }),
  password: Type.String({ minLength: 1, maxLength: 1000 }),
  organizationId: Type.Optional(Id),
  deviceToken: Type.Optional(DeviceToken),
})

const NewPassword = Type.String({
  minLength: 1,
  maxLength: 1000,
  description: 'At least 12 characters, and none of the common ones.',
})
const Token = Type.String({ minLength: 1, maxLength: 100, description: 'From the link in the mail.' })
const Address = Type.String({ minLength: 3, maxLength: 254 })

export const PasswordBody = Body({
  currentPassword: Type.String({ minLength: 1, maxLength: 1000 }),
  password: NewPassword,
})
export const AddressBody = Body({ email: Address })
export const ResetBody = Body({ token: Token, password: NewPassword })
export const MagicBody = Body({
  token: Token,
  organizationId: Type.Optional(Id),
  deviceToken: Type.Optional(DeviceToken),
})

export const RefreshBody = Body({
  refreshToken: Type.Optional(
    Type.String({ maxLength: 200, description: 'Apps send it here; the panel has it in a cookie.' }),
  ),
})

export const Tokens = named(
  'Tokens',
  {
    accessToken: Type.String({ description: 'A JWT, to be sent as "Authorization: Bearer …".' }),
    expiresIn: Type.Integer({ description: 'Seconds until the access token ends.' }),
    refreshToken: Type.Optional(
      Type.String({ description: 'Left out for the panel, which gets it in a cookie.' }),
    ),
    deviceToken: Type.Optional(
      Type.String({ description: 'Keep it on this device, and send it with the next login.' }),
    ),
  },
  'A login: the access token, and what gives the next one.',
)

export const Me = named(
  'Me',
  {
    id: Id,
    name: Type.String(),
    role: Type.Enum([...roles]),
    organization: Type.Object({ id: Id, name: Type.String() }),
    memberId: OrNull(Id),
    clientId: OrNull(Id),
    locale: LocaleName,
    timeZone: Type.String(),
    mustEnrol: Type.Boolean({
      description:
        'The practice asks for a second factor, and this login has shown none: nothing else may be done before.',
    }),
  },
  'Who asks: the person behind the access token.',
)

export const DemoAccounts = named(
  'DemoAccounts',
  {
    emails: Type.Array(Type.String()),
    password: Type.String(),
  },
  'The logins of the demo data.',
)

export const KeySet = named(
  'KeySet',
  {
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
  },
  'A JSON Web Key Set (RFC 7517).',
)
