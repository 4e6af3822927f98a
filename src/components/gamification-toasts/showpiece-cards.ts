import { html, nothing, type TemplateResult } from 'lit'
import { icon } from '../../internal/icons.js'
import { describeType } from '../../protocol/catalogue.js'
import { safeLink } from '../../protocol/links.js'
import { boostRing, flame, medal, reels } from './toast-art.js'
import {
  newest,
  renderMessage,
  renderTitle,
  signed,
  type CardContext,
  type CardWords,
} from './toast-card.js'
import { boostTime } from './boost-time.js'
import { numberIn, textIn, toastStyleOf, type Toast } from './toast.js'

/** The days at which a streak is celebrated. */
const MILESTONES = [7, 14, 21, 30, 60, 90, 180, 365]

/** The inside of a toast that is more than a pill: its art and its words. */
export function renderShowpiece(toast: Toast, context: CardContext): TemplateResult {
  switch (toast.kind) {
    case 'boost':
      return renderBoost(toast, context)
    case 'streak':
      return renderStreak(toast, context)
    case 'achievement':
      return renderAchievement(toast, context)
    default:
      return renderDigest(toast, context)
  }
}

function renderBoost(toast: Toast, context: CardContext): TemplateResult {
  const boost = newest(toast)
  const multiplier = numberIn(boost, 'multiplier')
  const time = boostTime(toast, context.nowMs)
  return html`
    <span class="gleam" aria-hidden="true"></span>
    <span class="art" part="art"
      ><slot name="boost"
        >${boostRing(multiplier === null ? icon('boost') : `${multiplier.toLocaleString(context.locale)}×`)}</slot
      ></span
    >
    <span class="text">
      ${renderTitle(toast, boost.title, context)} ${renderMessage(boost.message)}
      ${
        time
          ? html`<span class="time-left" part="time-left" role="timer"
              >${context.messages.timeLeft(inDigits(time.leftMs))}</span
            >`
          : nothing
      }
    </span>
  `
}

function renderStreak(toast: Toast, context: CardContext): TemplateResult {
  const streak = newest(toast)
  const days = numberIn(streak, 'days')
  return html`
    <span class="glow" aria-hidden="true"></span>
    <span class="art" part="art"><slot name="streak">${flame}</slot></span>
    <span class="text">
      ${
        days === null
          ? renderTitle(toast, streak.title, context)
          : html`<span class="number" part="number"
                ><span class="visually-hidden">${days}</span>${reels(String(days))}</span
              >
              ${renderTitle(toast, context.messages.daysInARow(days), context)}
              <span class="milestones" aria-hidden="true"
                >${MILESTONES.map((milestone) => html`<i class=${days >= milestone ? 'reached' : ''}></i>`)}</span
              >`
      }
      ${renderMessage(streak.message)}
    </span>
  `
}

function renderAchievement(toast: Toast, context: CardContext): TemplateResult {
  const one = newest(toast)
  const picture = toast.notifications.length === 1 ? safeLink(one.imageUrl) : null
  return html`
    <span class="art" part="art">
      <span class="rays" aria-hidden="true"></span>
      <slot name="achievement"
        >${
          picture
            ? html`<span class="picture"><img part="picture" src=${picture} alt="" /></span>`
            : medal
        }<span class="shine" aria-hidden="true"></span
      ></slot>
    </span>
    ${toast.notifications.length > 1 ? renderStack(toast, context) : renderUnlocked(toast, context)}
  `
}

function renderUnlocked(toast: Toast, context: CardContext): TemplateResult {
  const one = newest(toast)
  const name = textIn(one, 'achievementName')
  // The server's default message is the name itself.
  const [big, small] = name ? [name, one.message === name ? '' : one.message] : [one.message, '']
  return html`<span class="text">
    ${big ? html`<span class="eyebrow" part="eyebrow"><bdi>${one.title}</bdi></span>` : nothing}
    ${renderTitle(toast, big || one.title, context)} ${renderMessage(small)}
  </span>`
}

function renderStack(toast: Toast, context: CardContext): TemplateResult {
  const { messages, locale } = context
  return html`<span class="text">
    <span class="eyebrow" part="eyebrow"><bdi>${newest(toast).title}</bdi></span>
    ${renderTitle(toast, messages.achievements(toast.notifications.length), context)}
    ${renderMessage(namesOf(toast, locale))}
  </span>`
}

function renderDigest(toast: Toast, context: CardContext): TemplateResult {
  const kinds = [...new Set(toast.notifications.map(({ type }) => describeType(type).icon))]
  return html`
    <span class="art" part="art"
      ><slot name="digest"
        ><span class="fan" aria-hidden="true"
          >${kinds.slice(0, 3).map((name) => html`<span class="disc">${icon(name)}</span>`)}</span
        ></slot
      ></span
    >
    <span class="text">
      ${renderTitle(toast, context.messages.rewards(toast.notifications.length), context)}
      ${renderMessage(sumOf(toast, context))}
    </span>
  `
}

/** `14:59`, `1:59:59`. */
function inDigits(ms: number): string {
  const seconds = Math.ceil(ms / 1_000)
  const digits = (value: number): string => String(Math.floor(value)).padStart(2, '0')
  const short = `${digits((seconds / 60) % 60)}:${digits(seconds % 60)}`
  return seconds < 3_600 ? short : `${Math.floor(seconds / 3_600)}:${short}`
}

/** The names of several achievements, newest first. */
const namesOf = ({ notifications }: Toast, locale: string): string =>
  new Intl.ListFormat(locale).format(
    notifications
      .map((one) => textIn(one, 'achievementName') ?? (one.message || one.title))
      .reverse(),
  )

/** What a screen reader says of several at once; `undefined` of one. */
export function spokenSum(toast: Toast, words: CardWords): string | undefined {
  const { kind, notifications } = toast
  const count = notifications.length
  if (kind === 'digest') return `${words.messages.rewards(count)}: ${sumOf(toast, words)}`
  if (kind !== 'achievement' || count === 1) return undefined
  return `${words.messages.achievements(count)}: ${namesOf(toast, words.locale)}`
}

/** "3 achievements · 1 streak · +450 points". */
function sumOf({ notifications, amount }: Toast, { messages, locale }: CardWords): string {
  const count = (style: string): number =>
    notifications.filter((one) => toastStyleOf(one) === style).length
  const parts = [
    [count('achievement'), messages.achievements],
    [count('streak'), messages.streaks],
    [count('boost'), messages.boosts],
  ] as const
  const words = parts.flatMap(([number, say]) => (number > 0 ? [say(number)] : []))
  if (amount !== null) words.push(`${signed(amount, locale)} ${messages.points(amount)}`)
  return words.join(' · ')
}
