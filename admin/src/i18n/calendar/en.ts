/** Texts about calendar addresses, in English. */
export const calendar = {
  title: 'Calendar',
  empty:
    'See interviews and calls in your own calendar: make an address, and subscribe to it there. What changes here changes there by itself.',
  emptyOf:
    '%{name} has no login yet. You can give them an address under which their own calendar shows their interviews and calls.',
  add: 'Make a calendar address',
  endsWith: 'Address that ends with %{hint}',
  made: 'Made',
  fetched: 'Last read by a calendar',
  neverFetched: 'No calendar has read it yet',
  revoke: 'Revoke',
  revokeNamed: 'Revoke the address that ends with %{hint}',
  revokeTitle: 'Revoke this address?',
  revokeText: 'Calendars that subscribe to it get nothing any more, at once. You can make a new one.',
  revoked: 'The address is revoked.',
  newTitle: 'The calendar address',
  newLead:
    'Whoever has this address sees interviews and calls with their names, as far as you may see them. Keep it like a password; it is shown this once.',
  copy: 'Copy',
  copied: 'Copied.',
  open: 'Open in calendar',
  close: 'Done',
  how: 'How to subscribe',
  programs: {
    google: {
      name: 'Google Calendar',
      how: 'On a computer: Other calendars, the plus, From URL. Paste the address. Google reads it again a few times a day.',
    },
    apple: {
      name: 'Apple Calendar',
      how: 'On a Mac: File, New Calendar Subscription. On an iPhone: Calendars, Add Calendar, Add Subscription Calendar.',
    },
    outlook: {
      name: 'Outlook',
      how: 'On the web: Add calendar, Subscribe from web. It appears in the apps as well.',
    },
  },
}
