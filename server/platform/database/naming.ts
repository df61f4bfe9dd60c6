import { DefaultNamingStrategy } from 'typeorm'

/** dueAt → due_at. */
export const snakeCase = (name: string): string =>
  name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

/** Properties are camelCase, columns snake_case; tables are named by their entity. */
export class SnakeCase extends DefaultNamingStrategy {
  override columnName(propertyName: string, customName: string | undefined): string {
    return customName ?? snakeCase(propertyName)
  }
}
