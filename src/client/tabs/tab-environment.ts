/** The parts of the browser that the client uses in one tab, so that tests can replace them. */
export interface TabEnvironment {
  /**
   * The target of the events `pagehide`, `pageshow`, `freeze`, `resume`, `online`, `offline` and
   * `storage`.
   */
  readonly events: EventTarget
  /** Whether the page is visible. */
  isVisible(): boolean
  /** Whether the page has the keyboard focus. */
  hasFocus(): boolean
  /**
   * Whether the device is a phone or a tablet, where the connection of a hidden page costs battery.
   */
  readonly isTouch: boolean
  /** The Web Locks of the origin; absent on insecure origins. */
  readonly locks: LockManager | undefined
  /**
   * Returns the storage of the origin.
   *
   * @throws {DOMException} if storage is forbidden, as browsers do.
   */
  storage(): Storage
  /**
   * Returns the storage of this tab, which survives a reload.
   *
   * @throws {DOMException} if storage is forbidden, as browsers do.
   */
  sessionStorage(): Storage
  /** Opens a channel to the other tabs; `undefined` if the browser has no channels. */
  openChannel(name: string): BroadcastChannel | undefined
}

/**
 * The environment of the tab that runs this code. Without a page, as on a server, it behaves as a
 * single tab that is always visible.
 */
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

/** Returns the name of a storage key, a lock or a channel that the tabs share for one inbox. */
export const sharedName = (endpoint: URL, inbox: string, thing: string): string =>
  `belfry:${endpoint.href}:${inbox}:${thing}`
