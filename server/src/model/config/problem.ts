/** A problem in a model file: where it is, counted as keys and list positions from the top, and what should stand there. */
export type Path = readonly (string | number)[]

export interface ShapeProblem {
  readonly path: Path
  /** True where the key itself is wrong, not its value. */
  readonly atKey?: true
  /** In Chinese, completing “<key>：…”. */
  readonly message: string
}
