import { Type } from 'typebox'
import { Body, Instant, named, OrNull } from '../../platform/schema.ts'

const Code = Type.String({ pattern: '^[0-9]{6}$', description: 'The six digits that the app shows now.' })
const RecoveryCode = Type.String({
  minLength: 24,
  maxLength: 40,
  description: 'One of the ten. Capitals, spaces and hyphens do not count.',
})
const Password = Type.String({ minLength: 1, maxLength: 1000 })

export const SecondFactor = named(
  'SecondFactor',
  {
    confirmedAt: OrNull(Instant),
    recoveryCodesLeft: Type.Integer({ description: 'Recovery codes that have not been used.' }),
    required: Type.Boolean({ description: 'Whether the practice asks for one.' }),
  },
  'The second factor of one’s own account; confirmedAt is null where there is none.',
)

export const NewSecondFactor = named(
  'NewSecondFactor',
  {
    secret: Type.String({ description: 'Base 32, for apps into which it is typed.' }),
    otpauthUri: Type.String({ description: 'What the QR code says.' }),
    qr: Type.String({ description: 'The QR code, as an SVG image.' }),
  },
  'What an authenticator app needs. It counts once a code has confirmed it.',
)

export const RecoveryCodes = named(
  'RecoveryCodes',
  { recoveryCodes: Type.Array(Type.String(), { description: 'Each works once. They are shown this once.' }) },
  'For when the app is lost.',
)

export const BeginBody = Body({ password: Password })
export const ConfirmBody = Body({ code: Code })

const either = { code: Type.Optional(Code), recoveryCode: Type.Optional(RecoveryCode) }
const oneOfBoth = { description: 'Either code or recoveryCode.' }

export const ProofBody = Body({ password: Password, ...either }, oneOfBoth)
export const VerifyBody = Body(
  {
    challenge: Type.String({ minLength: 1, maxLength: 1000, description: 'From the answer of the login.' }),
    ...either,
    deviceToken: Type.Optional(Type.String({ maxLength: 100 })),
  },
  oneOfBoth,
)
