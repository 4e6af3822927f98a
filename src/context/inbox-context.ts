import { createContext } from '@lit/context'
import type { Inbox } from '../client/create-inbox.js'

/** The inbox that a `<notification-provider>` gives to the elements below it. */
export const inboxContext = createContext<Inbox | undefined>(Symbol.for('belfry.inbox'))
