export type { paths } from '../../../admin/src/api/schema.generated.ts'
