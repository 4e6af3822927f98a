import type { Meta, StoryObj } from '@storybook/web-components-vite'
import { html } from 'lit'
import { expect, waitFor } from 'storybook/test'
import type { GamificationToasts, Moment } from '../src/index.js'
import { controlled, type Chosen } from './support/element.js'
import { withCelebrations } from './support/source.js'

type Story = StoryObj<Chosen>

export default {
  title: 'Gamification toasts',
  component: 'gamification-toasts',
  // Toasts stay, so that a reader has time to look at them.
  args: { placement: 'bottom-end', duration: 'keep' },
  parameters: {
    docs: {
      // Toasts appear in a corner of the window, so each story has a window of its own.
      story: { inline: false, height: '360px' },
      description: {
        component: `Celebrates what a member earns, in a corner of the window.

- **Points** are a pill that counts up; those that follow within five seconds count on.
- **A boost** is a card with its multiplier, in a ring that empties with its time.
- **A streak** is the largest: the flame flares, its number rolls, confetti flies; the grander the longer it is.
- **An achievement** is a medal, or the platform's own picture, with its name. Several are one stack.
- **Nothing is in the way:** at most three, one after the other, and what is too much becomes one. All wait while
  somebody reads them, and stay off in focus mode.
- **Reduced motion** shows the same, faded in.`,
      },
    },
  },
  render: (args) => html`<gamification-toasts ${controlled(args)}></gamification-toasts>`,
} satisfies Meta<Chosen>

const points = (amount: number, more: Partial<Moment> = {}): Moment => ({
  type: 'points.earned',
  title: `+${amount} points`,
  message: 'Quiz completed',
  actionUrl: '/gamification',
  data: { amount },
  ...more,
})
const boost: Moment = {
  type: 'boost.earned',
  title: 'Boost earned',
  message: '2× points for three days of steady study',
  actionUrl: '/gamification',
  data: { multiplier: 2, minutes: 15 },
}
const streak = (days: number): Moment => ({
  type: 'streak.milestone',
  title: `${days}-day streak!`,
  actionUrl: '/gamification',
  data: { days },
})
const achievement = (achievementName: string, more: Partial<Moment> = {}): Moment => ({
  type: 'achievement.unlocked',
  title: 'Achievement unlocked',
  message: achievementName,
  actionUrl: '/gamification',
  data: { achievementName },
  ...more,
})

/** Celebrates moments, and waits until `count` toasts are shown. */
async function celebrate(
  canvas: HTMLElement,
  moments: readonly Moment[],
  count = moments.length,
): Promise<void> {
  const toasts = canvas.querySelector<GamificationToasts>('gamification-toasts')
  if (!toasts) throw new Error('there are no toasts in this story')
  for (const moment of moments) toasts.celebrate(moment)
  const shown = () => toasts.shadowRoot?.querySelectorAll('[part~=toast]').length
  await waitFor(() => expect(shown()).toBe(count))
}

const celebrating = (moments: readonly Moment[], count?: number): Story => ({
  parameters: { docs: { source: { transform: withCelebrations(moments) } } },
  play: ({ canvasElement }) => celebrate(canvasElement, moments, count),
})

export const Points: Story = celebrating([points(15)])

/** Points of 10, 20 and 15 are added up in one toast: +10, +30, +45. */
export const PointsThatMerge: Story = celebrating([points(10), points(20), points(15)], 1)

export const Boost: Story = celebrating([boost])

export const Streak: Story = celebrating([streak(7)])

/** Streaks of a month, a hundred days and a year have more confetti. */
export const YearLongStreak: Story = celebrating([streak(365)])

export const Achievement: Story = celebrating([achievement('Early bird')])

/** The platform's own picture replaces the medal. */
export const AchievementWithPicture: Story = celebrating([
  achievement('Night owl', { imageUrl: '/favicon.svg' }),
])

export const StackOfAchievements: Story = celebrating(
  ['Early bird', 'Night owl', 'Perfect week'].map((name) => achievement(name)),
  1,
)

/** More than five waiting celebrations are summed up in one toast. */
export const Digest: Story = celebrating(
  [streak(7), ...Array.from({ length: 7 }, () => boost), points(15)],
  2,
)

export const AllTogether: Story = celebrating([points(45), boost, achievement('Early bird')])

// The toolbar shows the other stories in these surroundings too.
const besides = ['!autodocs']

export const Dark: Story = { ...AllTogether, tags: besides, globals: { scheme: 'dark' } }

export const RightToLeft: Story = {
  ...AllTogether,
  tags: besides,
  globals: { direction: 'rtl', language: 'he' },
}

export const AtTheTop: Story = { ...AllTogether, tags: besides, args: { placement: 'top-center' } }

/** Texts of the greatest length. */
export const LongWords: Story = celebrating([
  achievement('Donaudampfschifffahrtsgesellschaftskapitän of the seven seas, twice in a row'),
])

/**
 * A page replaces the artwork of one kind with a slot, and the inside of a toast with a template.
 */
export const OwnArt: Story = {
  render: (args) =>
    html`<gamification-toasts ${controlled(args)}>
      <svg slot="streak" viewBox="0 0 24 24" width="64" height="64" aria-hidden="true">
        <circle cx="12" cy="12" r="10" fill="#0f766e"></circle>
        <path d="m7 12 4 4 7-8" fill="none" stroke="#fff" stroke-width="2"></path>
      </svg>
      <template data-type="boost.earned">
        <strong data-field="title"></strong> <span data-field="message"></span>
      </template>
    </gamification-toasts>`,
  ...celebrating([streak(7), boost]),
}

/** A page sets its own colours. */
export const Branded: Story = {
  ...celebrating([boost, achievement('Early bird')]),
  args: {
    '--belfry-radius': '6px',
    '--belfry-boost-start': '#0f766e',
    '--belfry-boost-middle': '#14b8a6',
    '--belfry-boost-end': '#84cc16',
    '--belfry-ribbon': '#0f766e',
  },
}
