/** The parts of the browser that the client uses in one tab, so that tests can replace them. */
export interface TabEnvironment {
  /** Where `pagehide`, `pageshow`, `freeze`, `resume`, `online`, `offline` and `storage` are heard. */
  readonly events: EventTarget
  /** Whether somebody can see the page. */
  isVisible(): boolean
  /** Whether the page has the keyboard. */
  hasFocus(): boolean
  /** Whether it is a phone or a tablet: hidden pages cost battery there. */
  readonly isTouch: boolean
  /** The Web Locks of the origin; absent on insecure origins. */
  readonly locks: LockManager | undefined
  /** The storage of the origin. Throws, as browsers do, where it is forbidden. */
  storage(): Storage
  /** The storage of this tab, which survives a reload. Throws where it is forbidden. */
  sessionStorage(): Storage
  /** Joins the other tabs; `undefined` where the browser cannot. */
  openChannel(name: string): BroadcastChannel | undefined
}

/** The tab that this code runs in. Where there is no page, it is one alone that is always looked at. */
export const thisTab: TabEnvironment = {
  events: globalThis.window ?? new EventTarget(),
  isVisible: () => globalThis.document?.visibilityState !== 'hidden',
  hasFocus: () => globalThis.document?.hasFocus() ?? false,
  isTouch: globalThis.matchMedia?.('(pointer: coarse)').matches ?? false,
  locks: globalThis.navigator?.locks,
  storage: () => globalThis.localStorage,
  sessionStorage: () => globalThis.sessionStorage,
  openChannel: (name) =>
    'BroadcastChannel' in globalThis ? new BroadcastChannel(name) : undefined,
}

/** The name of something that the tabs share for one inbox: a storage key, a lock or a channel. */
export const sharedName = (endpoint: URL, inbox: string, thing: string): string =>
  `belfry:${endpoint.href}:${inbox}:${thing}`
