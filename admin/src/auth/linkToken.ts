/** What stands behind # in the link of a mail: there it reaches no server's log. Read once, as the page begins. */
export const linkToken = (): string => /(?:^#|&)token=([\w-]+)/.exec(window.location.hash)?.[1] ?? ''
