import { Foundation1790000000000 } from './1790000000000-Foundation.ts'
import { Access1795000000000 } from './1795000000000-Access.ts'
import { OpenIdConnect1795000003000 } from './1795000003000-OpenIdConnect.ts'

/** Every migration, oldest first. A released one is never edited. */
export const migrations = [Foundation1790000000000, Access1795000000000, OpenIdConnect1795000003000]
