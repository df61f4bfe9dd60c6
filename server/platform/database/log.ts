/** The part of a logger that starting needs; Fastify's fits. */
export interface Log {
  info(message: string): void
  warn(message: string): void
  error(message: string): void
}
