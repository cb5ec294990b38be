// Which windows and ways a plan marks by the ids of its shapes, held against the hall's own windows. Pure.

export interface Marks {
  readonly windows: readonly number[];
  readonly ways: readonly number[];
}

/** `lacking`: windows of the hall that are not on it; `wayless`: those without a way; `unknown`: such as the hall has not. */
export interface Compared {
  readonly marked: readonly number[];
  readonly lacking: readonly number[];
  readonly wayless: readonly number[];
  readonly unknown: readonly number[];
}

const MARKED = /^(window|way)-([1-9][0-9]{0,2})$/;

/** What these ids mark; others mean nothing. */
export function marksOf(ids: readonly string[]): Marks {
  const found = { window: new Set<number>(), way: new Set<number>() };
  for (const id of ids) {
    const mark = MARKED.exec(id);
    if (mark !== null) found[mark[1] as keyof typeof found].add(Number(mark[2]));
  }
  return { windows: inOrder(found.window), ways: inOrder(found.way) };
}

export function compared({ windows, ways }: Marks, hall: readonly number[]): Compared {
  const marked = windows.filter((number) => hall.includes(number));
  return {
    marked,
    lacking: inOrder(hall).filter((number) => !windows.includes(number)),
    wayless: marked.filter((number) => !ways.includes(number)),
    unknown: windows.filter((number) => !hall.includes(number)),
  };
}

const inOrder = (numbers: Iterable<number>): number[] => [...numbers].sort((one, other) => one - other);
