/**
 * The two-sided p of the Mann-Whitney U test (normal approximation, with the correction for ties): how likely two samples
 * as different as these are if nothing tells the two apart. For samples of 20 and more.
 */
export function mannWhitney(first: readonly number[], second: readonly number[]): number {
  const all = [
    ...first.map((value) => ({ value, own: true })),
    ...second.map((value) => ({ value, own: false })),
  ]
  all.sort((a, b) => a.value - b.value)
  const [n1, n2, n] = [first.length, second.length, all.length]
  let ranks = 0
  let ties = 0
  for (let from = 0; from < n; ) {
    let to = from
    while (to < n && all[to]?.value === all[from]?.value) to++
    const rank = (from + 1 + to) / 2
    ranks += rank * all.slice(from, to).filter(({ own }) => own).length
    ties += (to - from) ** 3 - (to - from)
    from = to
  }
  const u = ranks - (n1 * (n1 + 1)) / 2
  const spread = Math.sqrt(((n1 * n2) / 12) * (n + 1 - ties / (n * (n - 1))))
  if (spread === 0) return 1
  const z = Math.max(0, Math.abs(u - (n1 * n2) / 2) - 0.5) / spread
  return 2 * (1 - normal(z))
}

/** The standard normal distribution's part below z >= 0, to 1e-7 (Abramowitz and Stegun 26.2.17). */
function normal(z: number): number {
  const t = 1 / (1 + 0.2316419 * z)
  const tail =
    t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))))
  return 1 - (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) * tail
}
