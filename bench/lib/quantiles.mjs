/**
 * Returns the median, the 99th percentile and the maximum, rounded to a tenth.
 *
 * @param {readonly number[]} values
 */
export function quantiles(values) {
  const sorted = [...values].sort((a, b) => a - b)
  const at = (/** @type {number} */ share) => {
    const index = Math.max(0, Math.ceil(share * sorted.length) - 1)
    return Math.round((sorted[index] ?? NaN) * 10) / 10
  }
  return { p50: at(0.5), p99: at(0.99), max: at(1) }
}
