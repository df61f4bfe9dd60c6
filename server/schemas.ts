import { DemoAccounts, KeySet, Me, Tokens } from './features/auth/auth.schema.ts'
import { Employer } from './features/employers/employers.schema.ts'
import { Problem } from './http/openapi.ts'

/** Every schema with a name of its own, in openapi.yaml under "components". */
export const schemas = [Problem, Tokens, Me, DemoAccounts, KeySet, Employer]
