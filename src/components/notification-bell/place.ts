import { autoUpdate, computePosition, flip, offset, shift } from '@floating-ui/dom'

/** Between the bell and the panel, and between the panel and the edge of the window, in pixels. */
const GAP = 8

/**
 * Keeps a popover beside its button for as long as it is open, where the style sheet cannot. The place
 * goes into custom properties, so that the style sheet decides where it counts: on a phone the panel
 * fills the screen.
 */
export function keepPlaced(popover: HTMLElement, button: HTMLElement, signal: AbortSignal): void {
  let stop: (() => void) | undefined
  const update = (): void => {
    stop?.()
    stop = popover.matches(':popover-open')
      ? autoUpdate(button, popover, () => void place(popover, button))
      : undefined
  }
  popover.addEventListener('toggle', update, { signal })
  signal.addEventListener('abort', () => stop?.())
  update()
}

async function place(popover: HTMLElement, button: HTMLElement): Promise<void> {
  const { x, y } = await computePosition(button, popover, {
    strategy: 'fixed',
    placement: 'bottom-end',
    middleware: [
      offset(GAP),
      flip({ padding: GAP }),
      // Along both axes: where there is no room beside the bell, the panel may cover it.
      shift({ padding: GAP, crossAxis: true }),
    ],
  })
  popover.style.setProperty('--_x', `${x}px`)
  popover.style.setProperty('--_y', `${y}px`)
}
