import type { ReactiveController } from 'lit'
import { createArrivals } from '../../../client/arrivals.js'
import { FocusModeController } from '../../../internal/focus-mode.js'
import { StoreController } from '../../../internal/store-controller.js'
import type { Confirmed } from '../../../store/state.js'
import { soundFor } from './arrival-sound.js'
import type { NotificationBell } from '../notification-bell.js'
import { badgeOnIcon } from './page-icon.js'
import { SharedSlot } from './shared-slot.js'
import { countInTitle } from './page-title.js'

/** The highest count in the title of the page; a larger one is shown as `99+`. */
const MOST_IN_TITLE = 99
/**
 * The highest count on the page's icon: more digits are not readable at the size of a tab's icon.
 */
const MOST_ON_ICON = 9

// The page has one title, one icon and one app badge, even with several bells.
const title = new SharedSlot<NotificationBell, string>(countInTitle)
const icon = new SharedSlot<NotificationBell, string>(badgeOnIcon)
const app = new SharedSlot<NotificationBell, number>(countOnApp)

/**
 * Shows the bell's count in the title and on the icons, and plays its sound, as the bell's
 * attributes say. Call it once for each bell; a second call would do everything twice.
 */
export function showPageBadge(bell: NotificationBell): void {
  bell.addController(new PageBadgeController(bell))
  bell.requestUpdate()
}

class PageBadgeController implements ReactiveController {
  readonly #bell: NotificationBell
  readonly #focusMode: FocusModeController
  readonly #confirmed: StoreController<Confirmed | null>
  readonly #arrivals = createArrivals()
  #count = 0
  /** The inbox that was counted, by the name that the server gives it. */
  #name: string | undefined

  constructor(bell: NotificationBell) {
    this.#bell = bell
    this.#focusMode = new FocusModeController(bell)
    this.#confirmed = new StoreController(bell, () =>
      bell.sound ? bell.inbox?.internals.$confirmed : undefined,
    )
  }

  hostUpdated(): void {
    // Setting a property on a removed bell updates it once more.
    if (!this.#bell.isConnected) return
    const { badge, titleCount, faviconBadge, appBadge } = this.#bell
    const count = this.#countNow()
    const onIcon = badge === 'dot' ? '' : capped(count ?? 0, MOST_ON_ICON)
    title.set(this.#bell, titleCount && count ? capped(count, MOST_IN_TITLE) : undefined)
    icon.set(this.#bell, faviconBadge && count ? onIcon : undefined)
    app.set(this.#bell, appBadge ? count : undefined)
    this.#playSound()
  }

  hostDisconnected(): void {
    for (const place of [title, icon, app]) place.set(this.#bell, undefined)
    this.#arrivals()
    this.#count = 0
  }

  /** The count that the badge shows; `undefined` while it is not known. */
  #countNow(): number | undefined {
    const { inbox, badge } = this.#bell
    if (!inbox?.$isReady.get()) return undefined
    const count = inbox.$counts.get()[badge === 'unseen' ? 'unseen' : 'unread']
    const name = inbox.internals.identity()
    if (name !== this.#name) this.#count = 0
    this.#name = name
    // In focus mode the count may fall but not grow.
    this.#count = this.#focusMode.isOn ? Math.min(this.#count, count) : count
    return this.#count
  }

  #playSound(): void {
    const { inbox } = this.#bell
    const rows = this.#arrivals(this.#confirmed.value)
    if (inbox && rows.length > 0 && !this.#focusMode.isOn) void soundFor(rows, inbox)
  }
}

const capped = (count: number, most: number): string => (count > most ? `${most}+` : `${count}`)

function countOnApp(count: number | undefined): void {
  if (!('setAppBadge' in navigator)) return
  const done = count ? navigator.setAppBadge(count) : navigator.clearAppBadge()
  done.catch(() => {
    // The page may not set the badge, or is not an installed app.
  })
}
