import type { Webhook } from '../api/webhooks.ts'

/** What it is called: by what it is for, else by the host of its address. */
export const nameOf = ({ description, url }: Webhook): string => description || new URL(url).host
