import type { Context } from '../../context.ts'
import { isAbout, isGuessable } from '../../domain/passwords/guessable.ts'
import { invalid } from '../../platform/errors.ts'

export const shortest = 12
export const longest = 1000

/**
 * Refuses a new password that is easily guessed: shorter than 12 characters, made of the context (the person's address and
 * name, the practice's name, ours), or among the first that others would try. Any characters will do, no kinds of them are
 * asked for (NIST SP 800-63B, ASVS 6.2). Throws `validation-failed`.
 */
export function requireGoodPassword(
  password: string,
  context: readonly string[],
  pointer = '/password',
): void {
  if ([...password].length < shortest)
    throw invalid(pointer, 'too_short', `must have at least ${shortest} characters; a few words are good`)
  if (isAbout(password, context))
    throw invalid(
      pointer,
      'about_you',
      'must not be made of your name, your address or the name of the practice',
    )
  if (isGuessable(password))
    throw invalid(
      pointer,
      'too_common',
      'is among the first that others would try; take a few words of your own',
    )
}

/** The same for a password that is to be set, which must not be known from a breach elsewhere either (BREACHED_PASSWORDS). */
export async function requireNewPassword(
  { breached }: Pick<Context, 'breached'>,
  password: string,
  words: readonly string[],
): Promise<void> {
  requireGoodPassword(password, words)
  if (await breached.has(password))
    throw invalid('/password', 'breached', 'has become known in a breach of another service; take another')
}
