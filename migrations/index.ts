import { Foundation1790000000000 } from './1790000000000-Foundation.ts'
import { Access1795000000000 } from './1795000000000-Access.ts'

/** Every migration, oldest first. A released one is never edited. */
export const migrations = [Foundation1790000000000, Access1795000000000]
