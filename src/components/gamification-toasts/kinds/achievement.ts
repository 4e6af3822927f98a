import { html, nothing, svg, type TemplateResult } from 'lit'
import { EASE_OUT, prefersReducedMotion } from '../../../internal/motion.js'
import { isolate } from '../../../protocol/isolate.js'
import { safeLink } from '../../../protocol/links.js'
import { styles } from './achievement.styles.js'
import type { ToastKindRenderer } from '../load-toast-kind.js'
import { renderMessage, renderTitle, type CardContext, type CardWords } from '../toast-card.js'
import { newest, type Celebrated, type Toast } from '../toast.js'

/** The number of achievements of a stack that are named; the others are counted. */
const NAMED = 3
/** How long the medal turns, in milliseconds; the texts appear meanwhile. */
const TURN_MS = 1_000
/** How long the medal shines, in milliseconds. */
const SHINE_MS = 2_600

/**
 * Renders an achievement: a medal, or the platform's own picture, with the achievement's name.
 * Several achievements form one stack.
 */
export const achievement: ToastKindRenderer = { styles, render, perform, spoken }

function render(toast: Toast, context: CardContext): TemplateResult {
  const isStack = toast.notifications.length > 1
  const picture = isStack ? null : safeLink(newest(toast).imageUrl)
  return html`
    <span class="art" part="art">
      <span class="rays" aria-hidden="true"></span>
      <slot name="achievement"
        >${
          picture
            ? html`<span class="picture"
                ><img
                  part="picture"
                  src=${picture}
                  alt=""
                  @error=${showMedalInstead}
                  @load=${showMedalInstead}
              /></span>`
            : nothing
        }${medal}<span class="shine" aria-hidden="true"></span
      ></slot>
    </span>
    ${isStack ? renderStack(toast, context) : renderUnlocked(toast, context)}
  `
}

/** Shows the medal if the picture cannot be loaded, and the picture once it is loaded. */
function showMedalInstead({ type, currentTarget }: Event): void {
  const picture = (currentTarget as Element).parentElement
  if (picture) picture.hidden = type === 'error'
}

/** The medal on its ribbon. */
const medal = svg`<svg class="medal" viewBox="0 0 64 64" aria-hidden="true">
  <defs><linearGradient id="medal" x1="0" y1="0" x2="1" y2="1">
    <stop offset="0" class="medal-1" /><stop offset=".5" class="medal-2" /><stop offset="1" class="medal-3" />
  </linearGradient></defs>
  <path class="ribbon" d="M18 2h28l-7 25H25z" />
  <path class="ribbon-stripe" d="M28.500 2h7l-1.500 22h-4z" />
  <circle cx="32" cy="42" r="19" fill="url(#medal)" />
  <circle class="medal-rim" cx="32" cy="42" r="14.500" />
  <path class="medal-star" d="m32 32.500 2.900 6 6.600.9-4.800 4.500 1.200 6.500-5.900-3.200-5.900 3.200 1.200-6.500-4.800-4.500 6.600-.9z" />
</svg>`

function renderUnlocked(toast: Toast, context: CardContext): TemplateResult {
  const one = newest(toast)
  const name = nameOf(one)
  // The server's default message is the achievement's name itself.
  const [big, small] = name ? [name, one.message === name ? '' : one.message] : [one.message, '']
  return html`<span class="text">
    ${big ? renderEyebrow(one.title) : nothing} ${renderTitle(toast, big || one.title, context)}
    ${renderMessage(small)}
  </span>`
}

function nameOf({ data }: Celebrated): string | null {
  const name = data?.['achievementName']
  return typeof name === 'string' && name !== '' ? name : null
}

const renderStack = (toast: Toast, context: CardContext): TemplateResult =>
  html`<span class="text">
    ${renderEyebrow(newest(toast).title)}
    ${renderTitle(toast, context.messages.achievements(toast.notifications.length), context)}
    ${renderMessage(namesOf(toast, context))}
  </span>`

const renderEyebrow = (text: string): TemplateResult =>
  html`<span class="eyebrow" part="eyebrow"><bdi>${text}</bdi></span>`

/** Lists the names of the newest achievements, and the number of the others. */
function namesOf({ notifications }: Toast, { messages, locale }: CardWords): string {
  const named = notifications.slice(-NAMED).reverse()
  const names = named.map((one) => isolate(nameOf(one) ?? (one.message || one.title)))
  const moreCount = notifications.length - named.length
  if (moreCount > 0) names.push(messages.more(moreCount))
  return new Intl.ListFormat(locale).format(names)
}

function spoken(toast: Toast, words: CardWords): string | undefined {
  const count = toast.notifications.length
  return count > 1 ? `${words.messages.achievements(count)}: ${namesOf(toast, words)}` : undefined
}

/**
 * The medal turns and shines once; title and message follow. Chromium leaves the main thread free
 * while it animates an SVG only if the property is `transform`, not `rotate` or `scale`. It draws
 * some frames on the main thread when an animation begins or ends, so there are no delays, and few
 * different durations.
 */
function perform(item: HTMLElement): void {
  if (prefersReducedMotion()) return
  item
    .querySelector('.medal, .picture')
    ?.animate(
      { transform: ['rotateY(540deg) scale(0.4)', 'rotateY(0) scale(1)'] },
      { duration: TURN_MS, easing: 'cubic-bezier(0.16, 1, 0.3, 1)' },
    )
  item.querySelector('.shine')?.animate(
    {
      translate: ['-110%', '-110%', '110%', '110%'],
      offset: [0, 0.3, 0.6, 1],
      easing: 'ease-in-out',
    },
    { duration: SHINE_MS, pseudoElement: '::before' },
  )
  item
    .querySelector('.rays')
    ?.animate(
      { rotate: ['0deg', '60deg'], opacity: [0, 1, 1, 0.55], scale: [0.4, 1, 1, 1] },
      { duration: SHINE_MS, easing: 'ease-out' },
    )
  item.querySelectorAll('.eyebrow, .title, .message').forEach((line, index) => {
    const from = 0.3 + index * 0.1
    line.animate(
      {
        opacity: [0, 0, 1, 1],
        translate: ['0 6px', '0 6px', '0 0', '0 0'],
        offset: [0, from, from + 0.3, 1],
        easing: EASE_OUT,
      },
      TURN_MS,
    )
  })
}
