/** Links to people. What somebody else has typed stays the address and becomes nothing else: no further recipient, no text. */
export const mailTo = (email: string): string => `mailto:${encodeURIComponent(email).replaceAll('%40', '@')}`

export const callTo = (phone: string): string => `tel:${phone.replace(/[^\d+]/g, '')}`

/** The address of a calendar, for the program that subscribes to it: only ever one of ours, from the API. */
export const webcal = (address: string): string => address.replace(/^https?:/, 'webcal:')
