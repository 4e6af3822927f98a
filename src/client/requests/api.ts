import {
  isCommandResponse,
  isPage,
  type CommandRequest,
  type CommandResponse,
  type Page,
} from '../../protocol/index.js'
import { ask, type RequestOptions } from './requests.js'

/** A query over an inbox. A notification matches when it meets every condition that is given. */
export interface Query {
  /** Text that the title or the message contains; upper and lower case are the same. */
  readonly q?: string
  readonly filter?: 'unread'
  readonly category?: string
}

/** Which page is asked for. */
export interface PageQuery extends Query {
  readonly after: string
  readonly limit: number
}

/** The rest of the member API: what is asked once the page is drawn. */
export interface Api {
  /** A page of rows: `limit` of them, below the place that `after` names. */
  page(query: PageQuery, signal?: AbortSignal): Promise<Page>
  /** Hands over what the member did. Outlives the page it was done on. */
  send(body: CommandRequest, signal?: AbortSignal): Promise<CommandResponse>
}

/** Makes the API of one member. Every call throws a `TransportError` where it fails. */
export const createApi = (options: RequestOptions): Api => ({
  page: ({ limit, ...query }, signal) =>
    ask(options, {
      route: 'inbox/page',
      query: { limit: String(limit), ...query },
      isExpected: isPage,
      ...(signal ? { signal } : {}),
    }),
  send: (body, signal) =>
    ask(options, {
      route: 'inbox/commands',
      isExpected: isCommandResponse,
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      // Prototype.js 1.6 makes a text of every list, by a method of all lists: this one has none.
      body: JSON.stringify({
        ...body,
        commands: Object.assign([...body.commands], { toJSON: undefined }),
      }),
      // A click on a notification leaves the page while this is on its way.
      keepalive: true,
      ...(signal ? { signal } : {}),
    }),
})
