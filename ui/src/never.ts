// Ends a switch over a union, in every layer: a new member is an error of the compiler, not a surprise at run time.

export function assertNever(value: never): never {
  throw new TypeError(`expected no further case, got ${JSON.stringify(value)}`);
}
