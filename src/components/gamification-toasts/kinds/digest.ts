import { html, type TemplateResult } from 'lit'
import { icon } from '../../../internal/icons.js'
import { prefersReducedMotion } from '../../../internal/motion.js'
import { describeType } from '../../../protocol/catalogue.js'
import { styles } from './digest.styles.js'
import type { ToastKindRenderer } from '../load-toast-kind.js'
import {
  renderMessage,
  renderTitle,
  signed,
  type CardContext,
  type CardWords,
} from '../toast-card.js'
import { SPRING } from '../toast-motion.js'
import { toastStyleOf } from '../../../internal/toast-style.js'
import type { Toast } from '../toast.js'

/** Renders a digest of several celebrations: their icons in a fan, and the number of each kind. */
export const digest: ToastKindRenderer = {
  styles,
  render,
  perform,
  spoken: (toast, words) =>
    `${words.messages.rewards(toast.notifications.length)}: ${sumOf(toast, words)}`,
}

function render(toast: Toast, context: CardContext): TemplateResult {
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

/** Lists the numbers of a digest: "3 achievements · 1 streak · +450 points". */
function sumOf({ notifications, amount }: Toast, { messages, locale }: CardWords): string {
  const count = (style: string): number =>
    notifications.filter((one) => (toastStyleOf(one) ?? 'achievement') === style).length
  const parts = [
    [count('achievement'), messages.achievements],
    [count('streak'), messages.streaks],
    [count('boost'), messages.boosts],
  ] as const
  const words = parts.flatMap(([number, say]) => (number > 0 ? [say(number)] : []))
  if (amount !== null) words.push(`${signed(amount, locale)} ${messages.points(amount)}`)
  // A no-break space keeps the separator at the end of a line: no line may begin with it.
  return words.join('\u00a0· ')
}

function perform(item: HTMLElement): void {
  if (prefersReducedMotion()) return
  item
    .querySelectorAll('.disc')
    .forEach((disc, index) =>
      disc.animate(
        { scale: [0, 1], opacity: [0, 1] },
        { duration: 420, delay: 80 * index, fill: 'backwards', easing: SPRING },
      ),
    )
}
